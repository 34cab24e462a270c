package io.pyrsia.libp2p.yamux;

import io.pyrsia.libp2p.transport.Link;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A link whose other side is the test itself: it says which frames arrive and sees those that leave.
final class RawLink implements Link {

    private final BlockingQueue<ByteBuffer> leaving;
    private @Nullable Receiver receiver;
    private volatile boolean closed;

    /// What was written when there was no room.
    private final Queue<ByteBuffer> waiting = new ConcurrentLinkedQueue<>();

    /// @param writes that are taken before there is no room
    RawLink(int writes) {
        this.leaving = new LinkedBlockingQueue<>(writes);
    }

    void arrive(int type, int flags, long stream, long length, byte... payload) {
        arriveRaw(ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0)
                .put((byte) type)
                .putShort((short) flags)
                .putInt((int) stream)
                .putInt((int) length)
                .put(payload)
                .array());
    }

    void arriveRaw(byte[] bytes) {
        if (!closed) {
            receiver().arrived(ByteBuffer.wrap(bytes));
        }
    }

    /// The next bytes that the session wrote.
    ByteBuffer left() throws InterruptedException {
        ByteBuffer bytes = leaving.poll(60, TimeUnit.SECONDS);
        if (bytes == null) {
            throw new AssertionError("the session wrote nothing");
        }
        ByteBuffer next = waiting.poll();
        if (next != null) {
            leaving.add(next);
            receiver().writable();
        }
        return bytes;
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void start(Receiver to) {
        receiver = to;
    }

    @Override
    public boolean write(byte[] plain, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        ByteBuffer copy = ByteBuffer.allocate(length).put(plain, offset, length).flip();
        return leaving.offer(copy) || !waiting.add(copy);
    }

    @Override
    public void close() {
        closed = true;
    }

    private Receiver receiver() {
        if (receiver == null) {
            throw new IllegalStateException("nothing arrives before the start");
        }
        return receiver;
    }
}
