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
import io.pyrsia.libp2p.transport.TcpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class BootstrapTest {

    private static final Bootstrap.Pace QUICK = new Bootstrap.Pace(Duration.ofMillis(5), Duration.ofMillis(50));
    private static final Multiaddr ANY = Multiaddr.of("/ip4/127.0.0.1/tcp/0");
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
        BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();
        try (SocketChannel kept = keptPort();
                Host host = NetworkHost.start(HostConfig.of(Identity.generate(Randomness.seeded(3)), List.of()));
                Bootstrap bootstrap = new Bootstrap(
                        host, List.of(address(kept).withPeer(SERVER.id())), QUICK, Randomness.seeded(4))) {
            host.observe(new HostObserver() {
                @Override
                public void connected(Connection connection) {
                    connections.add(connection);
                }
            });
            bootstrap.start();
            for (int time = 0; time < 3; time++) {
                try (Host server = server(address(kept))) {
                    Connection connection = connections.poll(60, TimeUnit.SECONDS);
                    assertTrue(connection != null, "no connection at time " + time);
                    assertEquals(server.identity().id(), connection.peer());
                }
            }
        }
    }

    @Test
    void anAddressWithoutAPeerIsRefused() throws IOException {
        try (Host host = server(ANY)) {
            List<Multiaddr> nobody = List.of(Multiaddr.of("/ip4/127.0.0.1/tcp/4001"));
            assertThrows(IllegalArgumentException.class, () -> new Bootstrap(host, nobody, QUICK, Randomness.seeded(5))
                    .close());
        }
    }

    /// Holds a free port while the server is away: nobody else is given it, and who dials it is refused.
    private static SocketChannel keptPort() throws IOException {
        return SocketChannel.open()
                .setOption(StandardSocketOptions.SO_REUSEADDR, true)
                .bind(TcpAddress.resolve(ANY));
    }

    private static Multiaddr address(SocketChannel kept) throws IOException {
        return TcpAddress.of((InetSocketAddress) kept.getLocalAddress());
    }

    private static Host server(Multiaddr address) throws IOException {
        return NetworkHost.start(HostConfig.of(SERVER, List.of(address)));
    }
}
