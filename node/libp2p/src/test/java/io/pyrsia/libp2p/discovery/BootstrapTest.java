package io.pyrsia.libp2p.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Host;
import io.pyrsia.libp2p.HostObserver;
import io.pyrsia.libp2p.host.HostConfig;
import io.pyrsia.libp2p.host.NetworkHost;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BootstrapTest {

    private static final Bootstrap.Pace QUICK = new Bootstrap.Pace(Duration.ofMillis(5), Duration.ofMillis(50));
    private static final Identity SERVER = Identity.generate(Randomness.seeded(1));

    @Test
    void waitsLongerAndLongerUpToAnEndAndShortAgainAfterSuccess() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5), Randomness.seeded(2));
        for (int seconds : List.of(1, 2, 4, 5, 5, 5)) {
            Duration wait = backoff.failed();
            assertTrue(wait.compareTo(Duration.ofSeconds(seconds)) <= 0, wait + " of " + seconds);
            assertTrue(wait.compareTo(Duration.ofMillis(500L * seconds)) >= 0, wait + " of " + seconds);
        }
        backoff.succeeded();
        assertTrue(backoff.failed().compareTo(Duration.ofSeconds(1)) <= 0);
    }

    @Test
    void comesBackWhenItsPeerWasAwayAndEachTimeItReturns() throws Exception {
        int port = quietPort();
        Multiaddr address = Multiaddr.of("/ip4/127.0.0.1/tcp/" + port);
        BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();
        try (Host host = NetworkHost.start(HostConfig.of(Identity.generate(Randomness.seeded(3)), List.of()));
                Bootstrap bootstrap =
                        new Bootstrap(host, List.of(address.withPeer(SERVER.id())), QUICK, Randomness.seeded(4))) {
            host.observe(new HostObserver() {
                @Override
                public void connected(Connection connection) {
                    connections.add(connection);
                }
            });
            bootstrap.start();
            for (int time = 0; time < 3; time++) {
                try (Host server = server(port)) {
                    Connection connection = connections.poll(20, TimeUnit.SECONDS);
                    assertTrue(connection != null, "no connection at time " + time);
                    assertEquals(server.identity().id(), connection.peer());
                }
            }
        }
    }

    @Test
    void anAddressWithoutAPeerIsRefused() throws IOException {
        try (Host host = server(0)) {
            List<Multiaddr> nobody = List.of(Multiaddr.of("/ip4/127.0.0.1/tcp/4001"));
            assertThrows(IllegalArgumentException.class, () -> new Bootstrap(host, nobody, QUICK, Randomness.seeded(5))
                    .close());
        }
    }

    /// A free port that the system does not hand out by itself, so that nobody takes it while the server is away.
    private static int quietPort() throws IOException {
        for (int port = 21_000; ; port++) {
            try (ServerSocket probe = new ServerSocket(port)) {
                return probe.getLocalPort();
            } catch (BindException e) {
                // the next one
            }
        }
    }

    private static Host server(int port) throws IOException {
        return NetworkHost.start(HostConfig.of(SERVER, List.of(Multiaddr.of("/ip4/127.0.0.1/tcp/" + port))));
    }
}
