/// Bytes between two machines: TCP, and what every secured channel over it looks like.
@NullMarked
package io.pyrsia.libp2p.transport;

import org.jspecify.annotations.NullMarked;
