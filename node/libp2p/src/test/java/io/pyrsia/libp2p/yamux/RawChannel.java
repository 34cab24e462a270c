package io.pyrsia.libp2p.yamux;

import io.pyrsia.base.seam.Randomness;
import io.pyrsia.libp2p.key.Identity;
import io.pyrsia.libp2p.key.PeerKey;
import io.pyrsia.libp2p.transport.SecureChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A channel whose other side is the test itself: it says which frames arrive and sees those that leave.
final class RawChannel implements SecureChannel {

    private static final byte[] END = {};

    private final PeerKey key = Identity.generate(Randomness.seeded(5)).key();
    private final BlockingQueue<byte[]> arriving = new LinkedBlockingQueue<>();
    private final BlockingQueue<ByteBuffer> leaving;
    private volatile boolean closed;

    /// @param writes that are taken before a writer waits
    RawChannel(int writes) {
        this.leaving = new LinkedBlockingQueue<>(writes);
    }

    void arrive(int type, int flags, long stream, long length, byte... payload) {
        arriving.add(ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0)
                .put((byte) type)
                .putShort((short) flags)
                .putInt((int) stream)
                .putInt((int) length)
                .put(payload)
                .array());
    }

    void arriveRaw(byte[] bytes) {
        arriving.add(bytes);
    }

    /// The next bytes that the session wrote.
    ByteBuffer left() throws InterruptedException {
        ByteBuffer bytes = leaving.poll(20, TimeUnit.SECONDS);
        if (bytes == null) {
            throw new AssertionError("the session wrote nothing");
        }
        return bytes;
    }

    boolean closed() {
        return closed;
    }

    @Override
    public PeerKey peerKey() {
        return key;
    }

    @Override
    public Optional<String> muxer() {
        return Optional.empty();
    }

    @Override
    public @Nullable ByteBuffer read() throws IOException {
        try {
            byte[] next = arriving.take();
            return next.length == 0 || closed ? null : ByteBuffer.wrap(next);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
        try {
            ByteBuffer copy =
                    ByteBuffer.allocate(length).put(buffer, offset, length).flip();
            while (!leaving.offer(copy, 10, TimeUnit.MILLISECONDS)) {
                if (closed) {
                    throw new IOException("closed");
                }
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        arriving.add(END);
    }
}
