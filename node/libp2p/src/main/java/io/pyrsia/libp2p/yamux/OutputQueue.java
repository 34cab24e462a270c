package io.pyrsia.libp2p.yamux;

import io.pyrsia.libp2p.Deadline;
import io.pyrsia.libp2p.StreamReset;
import io.pyrsia.libp2p.transport.Link;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The frames on their way out: whoever sends appends to one buffer, and writes all of it if nobody else is writing, so
/// that a lone frame leaves at once and many small ones leave together.
///
/// What others appended meanwhile is written by a thread that lives as long as there is something and the network takes
/// it; so nobody is held up by the frames of others.
final class OutputQueue {

    private static final int FIRST = 1_024;
    private static final byte[] NONE = {};

    private final int dataLimit;
    private final int hardLimit;
    private final Link link;
    private final Consumer<String> failed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();

    // Owned by the lock.
    private byte[] filling = NONE;
    private byte[] spare = NONE;
    private int size;
    private boolean closed;

    /// Whether someone writes, or waits until the link is writable; also before the link is started.
    private boolean writing = true;

    /// When the link last had no room for all of a write, or 0; written by who writes.
    private volatile long fullSince;

    /// @param failed told with the reason when a write fails whose sender has gone on
    OutputQueue(YamuxLimits limits, Link link, Consumer<String> failed) {
        this.dataLimit = limits.queuedData();
        this.hardLimit = limits.queuedData() + limits.queuedControl();
        this.link = link;
        this.failed = failed;
    }

    /// Sends a data frame; waits while too much is queued.
    ///
    /// @param more whether other frames will follow at once, with which it should leave
    void data(int stream, byte[] payload, int offset, int length, Deadline deadline, boolean more) throws IOException {
        lock.lock();
        try {
            while (!closed && size > 0 && size + Frame.HEADER_BYTES + length > dataLimit) {
                deadline.await(room);
            }
            byte[] out = claim(Frame.HEADER_BYTES + length);
            Frame.writeHeader(out, size, Frame.DATA, 0, stream, length);
            System.arraycopy(payload, offset, out, size + Frame.HEADER_BYTES, length);
            size += Frame.HEADER_BYTES + length;
            if (writing) {
                return;
            }
            writing = true;
        } finally {
            lock.unlock();
        }
        write(more);
    }

    /// Sends a frame without a payload; never waits, and fails when the peer has left far too much unread.
    ///
    /// @param more whether other frames will follow at once, with which it should leave
    void control(int type, int flags, int stream, int value, boolean more) throws IOException {
        lock.lock();
        try {
            if (size + Frame.HEADER_BYTES > hardLimit) {
                throw new IOException("too many control frames wait for the peer");
            }
            Frame.writeHeader(claim(Frame.HEADER_BYTES), size, type, flags, stream, value);
            size += Frame.HEADER_BYTES;
            if (writing) {
                return;
            }
            writing = true;
        } finally {
            lock.unlock();
        }
        write(more);
    }

    /// The link has room: for the first time, or again.
    void writable() {
        fullSince = 0;
        lock.lock();
        try {
            writing = size > 0;
            if (!writing) {
                return;
            }
        } finally {
            lock.unlock();
        }
        Thread.ofVirtual().name("yamux-writer").start(this::drain);
    }

    /// How long the link has had no room.
    long stalledNanos(long now) {
        long since = fullSince;
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
        } finally {
            lock.unlock();
        }
    }

    private void write(boolean more) throws IOException {
        if (more || batch()) {
            Thread.ofVirtual().name("yamux-writer").start(this::drain);
        }
    }

    private void drain() {
        try {
            while (batch()) {
                // the next one
            }
        } catch (IOException e) {
            failed.accept(e.toString());
        }
    }

    /// Writes all that is appended, and returns whether there is more by then. If not, the caller is no longer the one
    /// who writes: everything has left, or waits for the link.
    private boolean batch() throws IOException {
        byte[] full;
        int length;
        lock.lock();
        try {
            if (size == 0) {
                writing = false;
                return false;
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
        fullSince = Math.max(1, System.nanoTime());
        boolean taken = link.write(full, 0, length);
        lock.lock();
        try {
            spare = length > FIRST && !closed ? full : NONE; // a quiet connection holds no buffer
            if (taken) {
                fullSince = 0;
                writing = size > 0;
            }
            return taken && writing;
        } finally {
            lock.unlock();
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
