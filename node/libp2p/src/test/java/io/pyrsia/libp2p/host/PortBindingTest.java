package io.pyrsia.libp2p.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Ports that somebody else has.
class PortBindingTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final ServerSocket elsewhere = new ServerSocket(0, 5, LOOPBACK);
    private final Socket outgoing = new Socket(LOOPBACK, elsewhere.getLocalPort());
    private final InetSocketAddress address = new InetSocketAddress(LOOPBACK, outgoing.getLocalPort());
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final AtomicInteger pauses = new AtomicInteger();

    PortBindingTest() throws IOException {}

    /// So that the port is free as soon as the connection is closed, and not a minute later.
    @BeforeEach
    void leaveNothing() throws IOException {
        outgoing.setSoLinger(true, 0);
        server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        outgoing.close();
        elsewhere.close();
    }

    private void hangUp() {
        pauses.incrementAndGet();
        try {
            outgoing.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Some systems let a server have the port of a connection.
    private boolean isShared() throws IOException {
        try (ServerSocketChannel other = ServerSocketChannel.open()) {
            other.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            other.bind(address);
            return true;
        } catch (BindException e) {
            return false;
        }
    }

    @Test
    void theEndOfAConnectionIsWaitedFor() throws IOException {
        assumeFalse(isShared(), "a connection's port is free for servers here");
        PortBinding.bind(server, address, 1, this::hangUp);
        assertEquals(address, server.getLocalAddress());
        assertTrue(pauses.get() > 0);
    }

    @Test
    void theWaitIsBounded() throws IOException {
        assumeFalse(isShared(), "a connection's port is free for servers here");
        assertThrows(BindException.class, () -> PortBinding.bind(server, address, 1, pauses::incrementAndGet));
        assertEquals(PortBinding.TRIES - 1, pauses.get());
    }

    @Test
    void whoListensIsNotWaitedFor() {
        InetSocketAddress taken = new InetSocketAddress(LOOPBACK, elsewhere.getLocalPort());
        assertThrows(BindException.class, () -> PortBinding.bind(server, taken, 1, pauses::incrementAndGet));
        assertEquals(0, pauses.get());
    }
}
