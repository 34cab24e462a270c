/// The Noise XX handshake and its encrypted frames, one way to secure a connection.
@NullMarked
package io.pyrsia.libp2p.noise;

import org.jspecify.annotations.NullMarked;
