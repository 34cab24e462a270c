package io.pyrsia.libp2p;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Waits for what another thread is about to do, with a bound that only a defect exceeds.
public final class Soon {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private Soon() {}

    /// Returns when `condition` holds; `what` says what is missing if it never does.
    public static void holds(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.call()) {
            if (System.nanoTime() - end > 0) {
                fail("never: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS); // leaves the processor to those who are waited for
        }
    }
}
