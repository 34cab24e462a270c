package io.pyrsia.libp2p.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.Connection;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.multiformats.Multiaddr;
import io.pyrsia.libp2p.noise.NoiseHandshake;
import io.pyrsia.libp2p.tls.TlsHandshake;
import io.pyrsia.libp2p.transport.SecureChannel;
import io.pyrsia.libp2p.transport.Security;
import io.pyrsia.libp2p.transport.TcpAddress;
import io.pyrsia.libp2p.transport.TcpWire;
import io.pyrsia.libp2p.transport.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A peer that agrees to TLS and then fails at it is reached by Noise; one that fails at both is not.
@Timeout(180)
class FallbackTest {

    private final Identity peer = Identity.generate(Randomness.seeded(1));
    private final BlockingQueue<String> tried = new LinkedBlockingQueue<>();
    private ServerSocketChannel server;
    private NetworkHost host;

    @BeforeEach
    void start() throws IOException {
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        host = NetworkHost.start(HostConfig.of(Identity.generate(Randomness.seeded(2)), List.of()));
    }

    @AfterEach
    void close() throws IOException {
        host.close();
        server.close();
    }

    @Test
    void aPeerThatFailsAtTlsIsReachedByNoise() throws Exception {
        serve(List.of(failing(TlsHandshake.PROTOCOL), noise()));
        Connection connection = host.connect(peer.id(), List.of(address()));
        assertEquals(peer.id(), connection.peer());
        assertEquals(List.of(TlsHandshake.PROTOCOL), List.copyOf(tried));
    }

    @Test
    void aPeerThatFailsAtAllIsNotTriedForEver() throws Exception {
        serve(List.of(failing(TlsHandshake.PROTOCOL), failing(NoiseHandshake.PROTOCOL)));
        IOException failure = assertThrows(IOException.class, () -> host.connect(peer.id(), List.of(address())));
        assertTrue(failure.toString().contains(NoiseHandshake.PROTOCOL), failure.toString());
        assertEquals(List.of(TlsHandshake.PROTOCOL, NoiseHandshake.PROTOCOL), List.copyOf(tried));
    }

    @Test
    void theFailureOfTheOnlySecurityIsTheReason() throws Exception {
        serve(List.of(failing(TlsHandshake.PROTOCOL)));
        IOException failure = assertThrows(IOException.class, () -> host.connect(peer.id(), List.of(address())));
        assertTrue(failure.toString().contains(TlsHandshake.PROTOCOL), failure.toString());
        assertEquals(List.of(TlsHandshake.PROTOCOL), List.copyOf(tried));
    }

    private Multiaddr address() throws IOException {
        return TcpAddress.of((InetSocketAddress) server.getLocalAddress());
    }

    /// Answers every connection with `securities` until the server is closed.
    private void serve(List<Security> securities) {
        Upgrader upgrader = new Upgrader(securities);
        Thread.ofVirtual().start(() -> {
            while (server.isOpen()) {
                try {
                    TcpWire wire = new TcpWire(server.accept());
                    try {
                        upgrader.accept(wire);
                    } catch (Exception e) {
                        wire.close();
                    }
                } catch (IOException e) {
                    // the test is over
                }
            }
        });
    }

    private Security noise() {
        return new NoiseHandshake(peer, Upgrader.MUXERS, Randomness.seeded(3));
    }

    /// Agrees and hangs up.
    private Security failing(String protocol) {
        return new Security() {
            @Override
            public String protocol() {
                return protocol;
            }

            @Override
            public SecureChannel dial(Wire wire) throws IOException {
                throw new IOException("not made for dialling");
            }

            @Override
            public SecureChannel accept(Wire wire) throws IOException {
                tried.add(protocol);
                throw new IOException("a handshake that fails");
            }
        };
    }
}
