/// Consensus on a real machine: its memory on disk, its messages on the network, its effects carried out in order.
@NullMarked
package io.pyrsia.server.consensus;

import org.jspecify.annotations.NullMarked;
