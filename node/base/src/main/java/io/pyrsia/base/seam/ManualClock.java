package io.pyrsia.base.seam;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// A clock that moves when it is told to.
public final class ManualClock implements Clock {

    private final Instant start;
    private final AtomicLong nanos = new AtomicLong();

    public ManualClock(Instant start) {
        this.start = start;
    }

    public void advance(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    @Override
    public Instant now() {
        return start.plusNanos(nanos());
    }

    @Override
    public long nanos() {
        return nanos.get();
    }
}
