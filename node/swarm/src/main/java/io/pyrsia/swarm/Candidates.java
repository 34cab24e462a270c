package io.pyrsia.swarm;

import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Peers that may have a blob and were not tried, the nearest first. A peer that could not be reached or left is tried
/// once more when somebody names it again.
final class Candidates {

    /// Peers that are remembered for one blob.
    static final int MAX_PEERS = 200;
    /// How often one peer is tried.
    private static final int TRIES = 3;

    private final Host host;
    private final Bans bans;
    /// All fields are guarded by this object.
    private final Map<PeerId, Candidate> waiting = new HashMap<>();

    private final Map<PeerId, Integer> tried = new HashMap<>();
    private final Set<PeerId> busy = new HashSet<>();
    private int connecting;

    Candidates(Host host, Bans bans) {
        this.host = host;
        this.bans = bans;
    }

    synchronized void add(Candidate candidate) {
        PeerId peer = candidate.peer();
        boolean useful = !peer.equals(host.identity().id())
                && !busy.contains(peer)
                && !bans.has(peer)
                && tried.getOrDefault(peer, 0) < TRIES
                && tried.size() + waiting.size() < MAX_PEERS;
        if (useful) {
            waiting.putIfAbsent(peer, candidate);
        }
    }

    /// The next to be tried, or null.
    synchronized @Nullable Candidate next() {
        List<Multiaddr> own = host.addresses();
        Candidate next = waiting.values().stream()
                .min(Comparator.comparingInt(candidate -> candidate.addresses().stream()
                        .mapToInt(address -> Locality.rank(address, own))
                        .min()
                        .orElse(Locality.WORLD)))
                .orElse(null);
        if (next != null) {
            waiting.remove(next.peer());
            tried.merge(next.peer(), 1, Integer::sum);
            busy.add(next.peer());
            connecting++;
        }
        return next;
    }

    synchronized int connecting() {
        return connecting;
    }

    synchronized void failed(PeerId peer) {
        connecting--;
        busy.remove(peer);
    }

    synchronized void connected(PeerId peer) {
        connecting--;
    }

    synchronized void left(PeerId peer) {
        busy.remove(peer);
    }

    /// Whether nobody is left to be tried.
    synchronized boolean exhausted() {
        return waiting.isEmpty() && connecting == 0;
    }
}
