package io.pyrsia.server.build;

import io.pyrsia.base.seam.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// The machine's clock, put forward for all nodes at once, so that a deadline passes when a test says so and not
/// when the machine is slow.
final class JumpingClock implements Clock {

    private final Clock machine = Clock.system();
    private final AtomicLong aheadMs = new AtomicLong();

    void jump(Duration ahead) {
        aheadMs.addAndGet(ahead.toMillis());
    }

    @Override
    public Instant now() {
        return machine.now().plusMillis(aheadMs.get());
    }

    @Override
    public long nanos() {
        return machine.nanos();
    }
}
