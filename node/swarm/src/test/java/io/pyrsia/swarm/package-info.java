/// Transfers between real nodes over loopback sockets, and peers that misbehave.
@NullMarked
package io.pyrsia.swarm;

import org.jspecify.annotations.NullMarked;
