/// How a node finds its first peers: addresses that it was given, and the local network.
@NullMarked
package io.pyrsia.libp2p.discovery;

import org.jspecify.annotations.NullMarked;
