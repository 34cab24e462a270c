package io.pyrsia.libp2p.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Admission;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.HostObserver;
import io.pyrsia.libp2p.Soon;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.multiformats.PeerId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A host with more connections than it likes closes those that do nothing, the oldest first.
@Timeout(180)
class IdleConnectionsTest {

    private static final int IDLE_ABOVE = 3;

    private final List<NetworkHost> hosts = new ArrayList<>();

    @AfterEach
    void close() {
        hosts.forEach(NetworkHost::close);
    }

    @Test
    void theOldestIdleOnesAreClosedAndBusyOnesStay() throws Exception {
        NetworkHost crowded = start(0, List.of(Multiaddr.of("/ip4/127.0.0.1/tcp/0")));
        CountDownLatch end = new CountDownLatch(1);
        crowded.serve("/test/busy", Admission.everyone(), stream -> {
            stream.write(new byte[1], 0, 1);
            end.await();
        });
        BlockingQueue<PeerId> closed = new LinkedBlockingQueue<>();
        crowded.observe(new HostObserver() {
            @Override
            public void disconnected(Connection connection) {
                closed.add(connection.peer());
            }
        });
        PeerId busy = join(crowded, 1, true);
        PeerId old = join(crowded, 2, false);
        for (int i = 3; i <= 1 + IDLE_ABOVE; i++) {
            join(crowded, i, false);
        }
        assertEquals(old, closed.poll(60, TimeUnit.SECONDS), "one too many: the oldest that is idle goes");
        assertEquals(IDLE_ABOVE, crowded.connections().size());
        assertTrue(crowded.connections().stream()
                .anyMatch(connection -> connection.peer().equals(busy)));
        assertEquals(Set.of(), Set.copyOf(closed), "the others stay");
        end.countDown();
    }

    private PeerId join(NetworkHost crowded, int seed, boolean busy) throws Exception {
        NetworkHost host = start(seed, List.of());
        Connection connection = host.connect(crowded.identity().id(), crowded.addresses());
        if (busy) {
            Stream stream = connection.open(List.of("/test/busy"));
            stream.deadline(Duration.ofSeconds(60));
            assertEquals(1, stream.read(new byte[1], 0, 1));
        }
        PeerId joined = host.identity().id();
        Soon.holds("both are identified", () -> identified(host, crowded) && identified(crowded, host));
        Soon.holds("only the test's streams are open", () -> streams(crowded, joined) == (busy ? 1 : 0));
        return joined;
    }

    private static boolean identified(NetworkHost host, NetworkHost other) {
        return !host.peers().protocols(other.identity().id()).isEmpty();
    }

    private static int streams(NetworkHost host, PeerId peer) {
        return host.connections().stream()
                .filter(connection -> connection.peer().equals(peer))
                .mapToInt(Connection::streams)
                .sum();
    }

    private NetworkHost start(int seed, List<Multiaddr> listen) throws IOException {
        HostLimits usual = HostLimits.DEFAULT;
        NetworkHost host = NetworkHost.start(HostConfig.of(Identity.generate(Randomness.seeded(seed)), listen)
                .withLimits(new HostLimits(
                        usual.connections(),
                        IDLE_ABOVE,
                        usual.connectionsPerPeer(),
                        usual.connectionsPerIp(),
                        usual.handshakes(),
                        usual.streamsPerPeer(),
                        usual.receivedBytes(),
                        usual.handshake(),
                        usual.dial(),
                        usual.negotiation(),
                        Duration.ZERO,
                        usual.yamux())));
        hosts.add(host);
        return host;
    }
}
