package io.pyrsia.libp2p.yamux;

import java.util.concurrent.atomic.AtomicLong;

/// The bytes that all connections of a host together may hold for readers that have not come for them.
public final class MemoryBudget {

    private final AtomicLong left;

    public MemoryBudget(long bytes) {
        this.left = new AtomicLong(bytes);
    }

    /// Takes `bytes`, or nothing and false.
    boolean reserve(long bytes) {
        if (left.addAndGet(-bytes) >= 0) {
            return true;
        }
        left.addAndGet(bytes);
        return false;
    }

    void release(long bytes) {
        left.addAndGet(bytes);
    }

    /// What nobody holds.
    public long left() {
        return left.get();
    }
}
