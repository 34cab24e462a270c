/// Following the log of a network without being a node of it.
@NullMarked
package io.pyrsia.server.light;

import org.jspecify.annotations.NullMarked;
