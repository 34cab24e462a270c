package io.pyrsia.libp2p.gossip;

import io.pyrsia.libp2p.multiformats.PeerId;

/// What the router wants done.
sealed interface Effect {

    record Send(PeerId to, Rpc rpc) implements Effect {}

    record Deliver(GossipMessage message) implements Effect {}
}
