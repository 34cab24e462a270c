package io.pyrsia.libp2p.gossip;

import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What the router knows of one connected peer; owned by the router.
final class GossipPeer {

    /// Topics that are remembered of one peer; only allowed topics get here.
    static final int MAX_TOPICS = 1_000;
    /// Bytes that one peer gets on request between two heartbeats.
    static final long MAX_GIVEN_BYTES = 4L * GossipLimits.MAX_RPC_BYTES;

    final PeerId id;
    final boolean outbound;

    /// Whether it knows IDONTWANT.
    final boolean speaksV12;

    final Set<String> topics = new HashSet<>();

    /// What it does not want, and since when.
    final Map<MessageId, Long> unwanted = new LinkedHashMap<>();

    int ihaveLists;
    int askedIds;
    int unwantedIds;
    long givenBytes;

    GossipPeer(PeerId id, boolean outbound, boolean speaksV12) {
        this.id = id;
        this.outbound = outbound;
        this.speaksV12 = speaksV12;
    }

    void heartbeat(long nowNanos) {
        ihaveLists = 0;
        askedIds = 0;
        unwantedIds = 0;
        givenBytes = 0;
        unwanted.values().removeIf(since -> nowNanos - since >= GossipLimits.IDONTWANT_LIFETIME.toNanos());
    }
}
