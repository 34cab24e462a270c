package io.pyrsia.dist.faults;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Waits for what other processes do. The bound is only reached when they never will: it is no measure of speed.
public final class Await {

    static final Duration BOUND = Duration.ofMinutes(3);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /// Something that is asked until it holds; it may fail while a node is away.
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    private Await() {}

    /// Waits until a condition holds.
    ///
    /// @param what is said when it never does
    public static void until(Supplier<String> what, Condition condition) throws InterruptedException {
        until(BOUND, what, condition);
    }

    /// Waits for what takes longer than most.
    public static void until(Duration bound, Supplier<String> what, Condition condition) throws InterruptedException {
        long end = System.nanoTime() + bound.toNanos();
        String last = "";
        while (System.nanoTime() < end) {
            try {
                if (condition.holds()) {
                    return;
                }
                last = "";
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                last = ", at the end because of " + e;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        throw new AssertionError("not within " + bound + ": " + what.get() + last);
    }
}
