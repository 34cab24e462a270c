package io.pyrsia.swarm;

import io.pyrsia.base.seam.Clock;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Peers that lied: for an hour nothing is taken from them nor given to them.
public final class Bans {

    static final Duration TIME = Duration.ofHours(1);
    /// Peers that are remembered; the oldest are forgotten first.
    static final int MAX_PEERS = 10_000;

    private final Clock clock;
    /// When each was banned; guarded by this object.
    private final Map<PeerId, Long> since = new LinkedHashMap<>();

    Bans(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(PeerId peer) {
        since.remove(peer);
        since.put(peer, clock.nanos());
        if (since.size() > MAX_PEERS) {
            since.remove(since.keySet().iterator().next());
        }
    }

    /// How many are banned now.
    public synchronized int count() {
        since.values().removeIf(when -> clock.nanos() - when > TIME.toNanos());
        return since.size();
    }

    public synchronized boolean has(PeerId peer) {
        Long when = since.get(peer);
        if (when != null && clock.nanos() - when > TIME.toNanos()) {
            since.remove(peer);
            return false;
        }
        return when != null;
    }
}
