/// Asks upstreams: their mirrors in turn, with credentials, patience and memory of who does not answer.
@NullMarked
package io.pyrsia.registry.upstream;

import org.jspecify.annotations.NullMarked;
