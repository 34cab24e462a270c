package io.pyrsia.e2e;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for what comes by itself.
final class Await {

    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long SHORT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Await() {}

    static void that(String what, BooleanSupplier holds) {
        that(LIMIT, () -> what, holds, PAUSE_NANOS);
    }

    /// For what takes longer than others.
    static void that(Duration limit, Supplier<String> what, BooleanSupplier holds) {
        that(limit, what, holds, PAUSE_NANOS);
    }

    /// For what is measured.
    static void often(String what, BooleanSupplier holds) {
        that(LIMIT, () -> what, holds, SHORT_PAUSE_NANOS);
    }

    private static void that(Duration limit, Supplier<String> what, BooleanSupplier holds, long pauseNanos) {
        long end = System.nanoTime() + limit.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("after " + limit + " it does not hold that " + what.get());
            }
            LockSupport.parkNanos(pauseNanos);
        }
    }
}
