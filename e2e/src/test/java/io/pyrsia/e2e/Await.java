package io.pyrsia.e2e;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits for what comes by itself.
final class Await {

    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final long PAUSE_MS = 500;

    private Await() {}

    static void that(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("after " + LIMIT + " it does not hold that " + what);
            }
            try {
                Thread.sleep(PAUSE_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting until " + what, e);
            }
        }
    }
}
