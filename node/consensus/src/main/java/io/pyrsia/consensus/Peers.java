package io.pyrsia.consensus;

import io.pyrsia.base.NodeId;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What each peer may still cost us, and how often messages were dropped and why; owned by the [State].
final class Peers {

    private static final int MAX_PEERS = 1_024;

    private static final class Peer {
        int checks;
        int answers;
        boolean helped;
    }

    private final Map<NodeId, Peer> peers = new TreeMap<>();
    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);

    /// Claims a signature check for a peer; false when too many are under way.
    boolean claimCheck(NodeId id) {
        Peer peer = peer(id);
        if (peer == null || peer.checks >= Limits.CHECKS_PER_PEER) {
            return false;
        }
        peer.checks++;
        return true;
    }

    void releaseCheck(NodeId id) {
        Peer peer = peers.get(id);
        if (peer != null && peer.checks > 0) {
            peer.checks--;
        }
    }

    /// Claims an answer to a peer; false when it had its share until the next standstill round.
    boolean claimAnswer(NodeId id) {
        Peer peer = peer(id);
        if (peer == null || peer.answers >= Limits.ANSWERS_PER_ROUND) {
            return false;
        }
        peer.answers++;
        return true;
    }

    /// Claims the one hint that a lagging peer gets until the next standstill round.
    boolean claimHelp(NodeId id) {
        Peer peer = peer(id);
        if (peer == null || peer.helped) {
            return false;
        }
        peer.helped = true;
        return true;
    }

    void newRound() {
        peers.values().removeIf(peer -> peer.checks == 0);
        for (Peer peer : peers.values()) {
            peer.answers = 0;
            peer.helped = false;
        }
    }

    void count(Fault fault) {
        faults.merge(fault, 1L, Long::sum);
    }

    long faults(Fault fault) {
        return faults.getOrDefault(fault, 0L);
    }

    private @Nullable Peer peer(NodeId id) {
        Peer peer = peers.get(id);
        if (peer == null && peers.size() < MAX_PEERS) {
            peer = new Peer();
            peers.put(id, peer);
        }
        return peer;
    }
}
