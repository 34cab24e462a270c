package io.pyrsia.swarm;

import io.pyrsia.base.seam.Clock;
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

/// Peers that may have a blob and are to be tried, the nearest first. One that could not be reached or broke off is
/// tried again a little later, or when somebody names it.
final class Candidates {

    /// Peers that are remembered for one blob.
    static final int MAX_PEERS = 200;
    /// How often one peer is tried.
    private static final int TRIES = 3;

    private static final long AGAIN_NANOS = 1_000_000_000;

    private record Waiting(Candidate candidate, long notBefore) {}

    private final Host host;
    private final Bans bans;
    private final Clock clock;
    /// All fields below are guarded by this object.
    private final Map<PeerId, Waiting> waiting = new HashMap<>();

    private final Map<PeerId, Integer> tried = new HashMap<>();
    private final Set<PeerId> busy = new HashSet<>();
    private int connecting;

    Candidates(Host host, Bans bans, Clock clock) {
        this.host = host;
        this.bans = bans;
        this.clock = clock;
    }

    synchronized void add(Candidate candidate) {
        add(candidate, clock.nanos());
    }

    private void add(Candidate candidate, long notBefore) {
        PeerId peer = candidate.peer();
        boolean useful = !peer.equals(host.identity().id())
                && !busy.contains(peer)
                && !bans.has(peer)
                && tried.getOrDefault(peer, 0) < TRIES
                && tried.size() + waiting.size() < MAX_PEERS;
        if (useful) {
            waiting.putIfAbsent(peer, new Waiting(candidate, notBefore));
        }
    }

    /// The next to be tried, or null.
    synchronized @Nullable Candidate next() {
        List<Multiaddr> own = host.addresses();
        long now = clock.nanos();
        Candidate next = waiting.values().stream()
                .filter(each -> each.notBefore() - now <= 0)
                .map(Waiting::candidate)
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

    synchronized void failed(Candidate candidate) {
        connecting--;
        left(candidate, true);
    }

    synchronized void connected() {
        connecting--;
    }

    /// @param again whether it may do better at another time
    synchronized void left(Candidate candidate, boolean again) {
        busy.remove(candidate.peer());
        if (again) {
            add(candidate, clock.nanos() + AGAIN_NANOS);
        }
    }

    /// Whether nobody is left to be tried.
    synchronized boolean exhausted() {
        return waiting.isEmpty() && connecting == 0;
    }
}
