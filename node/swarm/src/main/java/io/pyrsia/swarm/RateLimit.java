package io.pyrsia.swarm;

import io.pyrsia.base.seam.Clock;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

/// Lets bytes pass at a rate: whoever takes some waits until their time has come.
final class RateLimit {

    /// How long unused time counts, so that a late wake-up is caught up with.
    private static final long BURST_NANOS = 20_000_000;

    private final long bytesPerSecond;
    private final Clock clock;
    /// When the next byte may pass; guarded by this object.
    private long next;

    /// @param bytesPerSecond 0 is without limit
    RateLimit(long bytesPerSecond, Clock clock) {
        this.bytesPerSecond = bytesPerSecond;
        this.clock = clock;
        this.next = clock.nanos();
    }

    void take(int bytes) throws InterruptedIOException {
        if (bytesPerSecond == 0) {
            return;
        }
        long wait = reserve(bytes);
        if (wait <= 0) {
            return;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException) new InterruptedIOException("interrupted at a rate limit").initCause(e);
        }
    }

    /// How long to wait before these bytes may pass.
    synchronized long reserve(int bytes) {
        long now = clock.nanos();
        next = Math.max(next, now - BURST_NANOS);
        long wait = next - now;
        next += (long) (bytes * 1e9 / bytesPerSecond);
        return wait;
    }
}
