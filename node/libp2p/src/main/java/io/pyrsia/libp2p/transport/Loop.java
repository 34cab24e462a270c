package io.pyrsia.libp2p.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// The one thread that waits for the network on behalf of all links of a host. It opens what arrives, in buffers that
/// all links share, and hands it on; it never waits for anything else.
public final class Loop implements AutoCloseable {

    /// What one read of the kernel brings at most: more than the longest frame, and little enough to stay in the cache.
    private static final int READ_BYTES = 128 * 1024;

    private final Selector selector;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("libp2p-loop").unstarted(this::run);

    // Owned by the thread.
    private final ByteBuffer sealed = ByteBuffer.allocate(READ_BYTES);
    private final ByteBuffer plain = ByteBuffer.allocate(READ_BYTES);

    private Loop(Selector selector) {
        this.selector = selector;
    }

    public static Loop start() throws IOException {
        Loop loop = new Loop(Selector.open());
        loop.thread.start();
        return loop;
    }

    /// Ends the thread; the links of this loop bring nothing any more.
    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a selector can be closed", e);
        }
    }

    /// Adds a link; it says itself what to watch it for.
    SelectionKey watch(SocketChannel socket, TcpLink link) throws IOException {
        return socket.register(selector, 0, link);
    }

    /// Lets the thread see that a key changed.
    void wakeup() {
        selector.wakeup();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(key -> ((TcpLink) key.attachment()).ready(key, sealed, plain));
            }
        } catch (ClosedSelectorException e) {
            // the host is closed
        } catch (IOException e) {
            throw new UncheckedIOException("the kernel lets nobody wait for the network", e);
        }
    }
}
