package io.pyrsia.libp2p.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Admission;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.Messages;
import io.pyrsia.libp2p.QuietLog;
import io.pyrsia.libp2p.Soon;
import io.pyrsia.libp2p.Stream;
import io.pyrsia.libp2p.identify.Ping;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.transport.TcpAddress;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Peers that misbehave before or beyond the multiplexer; an honest connection beside them goes on.
@Timeout(180)
@ExtendWith(QuietLog.class)
class HostilePeersTest {

    private static final Multiaddr ANY = Multiaddr.of("/ip4/127.0.0.1/tcp/0");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PATIENT = Duration.ofMinutes(10);
    private static final int HANDSHAKES = 4;
    private static final int STREAMS = 16;

    private final List<NetworkHost> hosts = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private NetworkHost victim;
    private Connection honest;

    @BeforeEach
    void start() throws Exception {
        start(PATIENT);
    }

    /// A victim that cuts off handshakes after `handshake`, which an honest one may need more than once on
    /// a busy machine.
    private void start(Duration handshake) throws Exception {
        victim = host(1, handshake);
        NetworkHost friend = host(2, PATIENT);
        List<Connection> connected = new ArrayList<>();
        Soon.holds("the honest one is connected", () -> {
            try {
                return connected.add(friend.connect(victim.identity().id(), victim.addresses()));
            } catch (IOException e) {
                return false;
            }
        });
        honest = connected.getFirst();
    }

    @AfterEach
    void theHonestGoOn() throws IOException {
        try (Ping ping = Ping.open(honest, Randomness.seeded(1))) {
            ping.roundTrip(PATIENCE);
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        hosts.forEach(NetworkHost::close);
    }

    @Test
    void halfOpenHandshakesAreCutOff() throws Exception {
        start(Duration.ofSeconds(2));
        Socket silent = dial();
        assertEquals(-1, silent.getInputStream().read());
    }

    @Test
    void halfNegotiatedHandshakesAreCutOff() throws Exception {
        start(Duration.ofSeconds(2));
        Socket slow = dial();
        slow.getOutputStream().write("\u0013/multistream/1.0.0\n".getBytes(US_ASCII));
        slow.getOutputStream().write("\u0007/noise\n".getBytes(US_ASCII));
        assertTrue(ends(slow));
    }

    @Test
    void oversizeAndGarbledHandshakesAreCutOffAtOnce() throws IOException {
        for (byte[] garbage : List.of(
                new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f},
                ("GET / HTTP/1.1\r\n" + "x".repeat(100)).getBytes(US_ASCII),
                "\u0013/multistream/1.0.0\n\u0007/noise\n\u00ff\u00ff".getBytes(ISO_8859_1),
                "\u0013/multistream/1.0.0\n\u000b/tls/1.0.0\n\u0016\u0003\u0001\u0000\u0004xxxx".getBytes(US_ASCII))) {
            Socket socket = dial();
            socket.getOutputStream().write(garbage);
            assertTrue(ends(socket));
        }
    }

    @Test
    void moreHandshakesThanTheLimitAreRefusedAtOnce() throws Exception {
        CountDownLatch refused = new CountDownLatch(HANDSHAKES);
        for (int i = 0; i < 2 * HANDSHAKES; i++) {
            Socket silent = dial();
            Thread.ofVirtual().start(() -> {
                if (ends(silent)) {
                    refused.countDown();
                }
            });
        }
        assertTrue(refused.await(60, TimeUnit.SECONDS), "those beyond the limit are left to wait");
    }

    @Test
    void onePeerGetsOnlyItsConnections() throws IOException {
        Identity identity = Identity.generate(Randomness.seeded(3));
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            NetworkHost same = NetworkHost.start(config(identity, List.of(), PATIENT));
            hosts.add(same);
            try {
                Connection connection = same.connect(victim.identity().id(), victim.addresses());
                try (Ping ping = Ping.open(connection, Randomness.seeded(1))) {
                    ping.roundTrip(PATIENCE);
                    open.add(connection);
                }
            } catch (IOException e) {
                // refused
            }
        }
        assertEquals(3, open.size());
    }

    @Test
    void onePeerGetsOnlyItsStreams() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        victim.serve("/test/hold", Admission.everyone(), stream -> {
            stream.write(new byte[1], 0, 1);
            end.await();
        });
        NetworkHost greedy = host(4, PATIENT);
        Connection connection = greedy.connect(victim.identity().id(), victim.addresses());
        int got = 0;
        for (int i = 0; i < 3 * STREAMS; i++) {
            try {
                Stream stream = connection.open(List.of("/test/hold"));
                stream.deadline(PATIENCE);
                Messages.readFully(stream, new byte[1], 0);
                got++;
            } catch (IOException e) {
                // refused
            }
        }
        assertTrue(got >= STREAMS - 2 && got <= STREAMS, "streams: " + got);
        end.countDown();
    }

    @Test
    void aPeerThatIsAnotherIsNotConnected() throws IOException {
        NetworkHost third = host(5, PATIENT);
        assertThrows(
                IOException.class,
                () -> third.connect(Identity.generate(Randomness.seeded(6)).id(), victim.addresses()));
        assertEquals(List.of(), third.connections());
    }

    private NetworkHost host(int seed, Duration handshake) throws IOException {
        Identity identity = Identity.generate(Randomness.seeded(seed));
        NetworkHost host = NetworkHost.start(config(identity, List.of(ANY), handshake));
        hosts.add(host);
        return host;
    }

    private static HostConfig config(Identity identity, List<Multiaddr> listen, Duration handshake) {
        HostLimits usual = HostLimits.DEFAULT;
        return HostConfig.of(identity, listen)
                .withLimits(new HostLimits(
                        100,
                        100,
                        3,
                        usual.connectionsPerIp(),
                        HANDSHAKES,
                        STREAMS,
                        8 << 20,
                        handshake,
                        usual.dial(),
                        usual.negotiation(),
                        usual.grace(),
                        usual.yamux()));
    }

    private Socket dial() throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.connect(TcpAddress.resolve(victim.addresses().getFirst()));
        socket.setSoTimeout(Math.toIntExact(TimeUnit.SECONDS.toMillis(60)));
        return socket;
    }

    /// Reads to the end, which a reset is too; false if the victim keeps the connection.
    private static boolean ends(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (IOException e) {
            return e.toString().contains("reset");
        }
    }
}
