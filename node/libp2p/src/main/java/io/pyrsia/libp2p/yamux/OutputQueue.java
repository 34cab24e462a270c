package io.pyrsia.libp2p.yamux;

import io.pyrsia.libp2p.Deadline;
import io.pyrsia.libp2p.StreamReset;
import io.pyrsia.libp2p.transport.SecureChannel;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The frames on their way out: whoever sends appends to one buffer, and the one writing thread takes all of
/// it at once, so that many small frames leave in one encrypted packet.
final class OutputQueue {

    private static final int FIRST = 1_024;
    private static final byte[] NONE = {};
    /// How long a quiet connection keeps its buffers.
    private static final long KEEP_MS = 500;

    private final int dataLimit;
    private final int hardLimit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition filled = lock.newCondition();

    // Owned by the lock.
    private byte[] filling = NONE;
    private byte[] spare = NONE;
    private int size;
    private boolean closed;

    /// When the write began that is under way, or 0; written by the writing thread.
    private volatile long writingSince;

    OutputQueue(YamuxLimits limits) {
        this.dataLimit = limits.queuedData();
        this.hardLimit = limits.queuedData() + limits.queuedControl();
    }

    /// Appends a data frame; waits while too much is queued.
    void data(int stream, byte[] payload, int offset, int length, Deadline deadline) throws IOException {
        lock.lock();
        try {
            while (!closed && size > 0 && size + Frame.HEADER_BYTES + length > dataLimit) {
                deadline.await(room);
            }
            byte[] out = claim(Frame.HEADER_BYTES + length);
            Frame.writeHeader(out, size, Frame.DATA, 0, stream, length);
            System.arraycopy(payload, offset, out, size + Frame.HEADER_BYTES, length);
            size += Frame.HEADER_BYTES + length;
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Appends a frame without a payload; never waits, and fails when the peer has left far too much unread.
    void control(int type, int flags, int stream, int value) throws IOException {
        lock.lock();
        try {
            if (size + Frame.HEADER_BYTES > hardLimit) {
                throw new IOException("too many control frames wait for the peer");
            }
            Frame.writeHeader(claim(Frame.HEADER_BYTES), size, type, flags, stream, value);
            size += Frame.HEADER_BYTES;
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Writes what is appended until the queue is closed; the body of the writing thread.
    void drain(SecureChannel channel) throws IOException, InterruptedException {
        byte[] free = NONE;
        while (true) {
            byte[] full;
            int length;
            lock.lock();
            try {
                spare = free;
                awaitFilled();
                if (closed) {
                    return;
                }
                full = filling;
                length = size;
                filling = spare;
                spare = NONE;
                size = 0;
                room.signalAll();
            } finally {
                lock.unlock();
            }
            writingSince = Math.max(1, System.nanoTime());
            channel.write(full, 0, length);
            writingSince = 0;
            free = full;
        }
    }

    /// How long the write that is under way has taken.
    long stalledNanos(long now) {
        long since = writingSince;
        return since == 0 ? 0 : now - since;
    }

    /// Wakes who waits for room, so that a new deadline counts.
    void wake() {
        lock.lock();
        try {
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            filling = NONE;
            spare = NONE;
            size = 0;
            room.signalAll();
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitFilled() throws InterruptedException {
        while (size == 0 && !closed) {
            if (filling.length == 0 && spare.length == 0) {
                filled.await();
            } else if (!filled.await(KEEP_MS, TimeUnit.MILLISECONDS) && size == 0) {
                filling = NONE;
                spare = NONE;
            }
        }
    }

    /// The buffer with room for `length` more bytes.
    private byte[] claim(int length) throws StreamReset {
        if (closed) {
            throw new StreamReset("the connection is closed");
        }
        if (size + length > filling.length) {
            int capacity = Math.max(Math.max(FIRST, 2 * filling.length), size + length);
            filling = size == 0 ? new byte[capacity] : Arrays.copyOf(filling, capacity);
        }
        return filling;
    }
}
