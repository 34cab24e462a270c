/// The engine against upstreams on real sockets that behave and that do not.
@NullMarked
package io.pyrsia.registry;

import org.jspecify.annotations.NullMarked;
