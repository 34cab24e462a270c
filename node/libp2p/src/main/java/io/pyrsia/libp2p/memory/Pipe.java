package io.pyrsia.libp2p.memory;

import io.pyrsia.libp2p.Deadline;
import io.pyrsia.libp2p.StreamReset;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// One direction of a stream: a ring of bytes between one writer and one reader.
final class Pipe {

    /// What may be under way before the writer waits; the window a real stream starts with.
    private static final int CAPACITY = 256 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // All owned by the lock.
    private byte[] ring = new byte[1_024];
    private int start;
    private int size;
    private boolean ended;
    private boolean discarding;
    private boolean reset;

    void write(byte[] buffer, int offset, int length, Deadline deadline) throws IOException {
        lock.lock();
        try {
            for (int done = 0; done < length; ) {
                requireAlive();
                if (ended) {
                    throw new IOException("this side has ended its writing");
                }
                if (discarding) {
                    return;
                }
                int room = Math.min(CAPACITY - size, length - done);
                if (room == 0) {
                    deadline.await(changed);
                } else {
                    append(buffer, offset + done, room);
                    done += room;
                    changed.signalAll();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    int read(byte[] buffer, int offset, int length, Deadline deadline) throws IOException {
        lock.lock();
        try {
            requireAlive();
            while (size == 0 && !ended) {
                deadline.await(changed);
                requireAlive();
            }
            if (size == 0) {
                return -1;
            }
            int count = Math.min(length, size);
            for (int i = 0; i < count; i++) {
                buffer[offset + i] = ring[(start + i) % ring.length];
            }
            start = (start + count) % ring.length;
            size -= count;
            changed.signalAll();
            return count;
        } finally {
            lock.unlock();
        }
    }

    /// The writer is done.
    void end() {
        change(() -> ended = true);
    }

    /// The reader is done; what still comes is thrown away.
    void discard() {
        change(() -> {
            discarding = true;
            size = 0;
        });
    }

    void reset() {
        change(() -> reset = true);
    }

    /// Wakes who waits, so that a new deadline counts.
    void wake() {
        change(() -> {});
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void requireAlive() throws StreamReset {
        if (reset) {
            throw new StreamReset("the stream was reset");
        }
    }

    private void append(byte[] buffer, int offset, int length) {
        if (size + length > ring.length) {
            byte[] larger = new byte[Math.min(CAPACITY, Math.max(2 * ring.length, size + length))];
            for (int i = 0; i < size; i++) {
                larger[i] = ring[(start + i) % ring.length];
            }
            ring = larger;
            start = 0;
        }
        for (int i = 0; i < length; i++) {
            ring[(start + size + i) % ring.length] = buffer[offset + i];
        }
        size += length;
    }
}
