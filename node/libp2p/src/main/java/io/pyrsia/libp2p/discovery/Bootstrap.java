package io.pyrsia.libp2p.discovery;

import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.HostObserver;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Keeps this node connected to the peers it was given, for ever: a peer that is gone is tried again, at first soon,
/// then every few minutes, and soon again when its connection ended.
public final class Bootstrap implements AutoCloseable {

    /// The peers that can be given.
    public static final int MAX_PEERS = 256;

    /// How long to wait between tries.
    public record Pace(Duration first, Duration most) {

        public static final Pace STANDARD = new Pace(Duration.ofSeconds(1), Duration.ofMinutes(5));
    }

    /// A connection that lasted so long makes the next try come soon again.
    private static final Duration STABLE = Duration.ofSeconds(10);

    private static final System.Logger LOG = System.getLogger(Bootstrap.class.getName());

    private final Host host;
    private final Map<PeerId, Keeper> keepers = new LinkedHashMap<>();

    /// Every address ends with its peer's id.
    public Bootstrap(Host host, List<Multiaddr> addresses, Pace pace, RandomGenerator random) {
        this.host = host;
        Map<PeerId, List<Multiaddr>> byPeer = new LinkedHashMap<>();
        for (Multiaddr address : addresses) {
            PeerId peer = address.peer()
                    .orElseThrow(() -> new IllegalArgumentException(address + " does not end with a peer id"));
            byPeer.merge(peer, List.of(address.withoutPeer()), Bootstrap::both);
        }
        byPeer.remove(host.identity().id());
        if (byPeer.size() > MAX_PEERS) {
            throw new IllegalArgumentException("more than " + MAX_PEERS + " bootstrap peers");
        }
        byPeer.forEach((peer, known) ->
                keepers.put(peer, new Keeper(peer, known, new Backoff(pace.first(), pace.most(), random))));
    }

    public void start() {
        host.observe(new HostObserver() {
            @Override
            public void disconnected(Connection connection) {
                Keeper keeper = keepers.get(connection.peer());
                if (keeper != null) {
                    keeper.lost.release();
                }
            }
        });
        keepers.values().forEach(keeper -> keeper.thread.start());
    }

    @Override
    public void close() {
        keepers.values().forEach(keeper -> keeper.thread.interrupt());
    }

    private static List<Multiaddr> both(List<Multiaddr> some, List<Multiaddr> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().toList();
    }

    /// Looks after one peer on a thread of its own.
    private final class Keeper {
        private final PeerId peer;
        private final List<Multiaddr> addresses;
        private final Backoff backoff;
        private final Semaphore lost = new Semaphore(0);
        private final Thread thread = Thread.ofVirtual().name("bootstrap").unstarted(this::keep);

        Keeper(PeerId peer, List<Multiaddr> addresses, Backoff backoff) {
            this.peer = peer;
            this.addresses = addresses;
            this.backoff = backoff;
        }

        private void keep() {
            try {
                while (true) {
                    lost.drainPermits();
                    long since = System.nanoTime();
                    if (connect()) {
                        lost.acquire();
                        if (System.nanoTime() - since >= STABLE.toNanos()) {
                            backoff.succeeded();
                        }
                    }
                    // Also after an end, so that a peer that takes connections only to end them is not hammered.
                    Thread.sleep(backoff.failed());
                }
            } catch (InterruptedException e) {
                // closed
            }
        }

        private boolean connect() {
            try {
                return host.connect(peer, addresses).open();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, () -> "bootstrap " + peer + ": " + e.getMessage());
                return false;
            }
        }
    }
}
