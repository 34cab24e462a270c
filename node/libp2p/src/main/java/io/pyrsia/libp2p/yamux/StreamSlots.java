package io.pyrsia.libp2p.yamux;

import java.util.concurrent.atomic.AtomicInteger;

/// The streams that one peer may have open with us, over all its connections; a slot is free when its handler is done.
public final class StreamSlots {

    private final int limit;
    private final AtomicInteger taken = new AtomicInteger();

    public StreamSlots(int limit) {
        this.limit = limit;
    }

    boolean take() {
        if (taken.incrementAndGet() <= limit) {
            return true;
        }
        taken.decrementAndGet();
        return false;
    }

    void release() {
        taken.decrementAndGet();
    }

    public int taken() {
        return taken.get();
    }
}
