package io.pyrsia.libp2p;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/// A moment after which waiting ends with a [StreamTimeout]; without one, waiting has no end.
public record Deadline(long nanos, boolean set) {

    public static final Deadline NONE = new Deadline(0, false);

    public static Deadline after(Duration fromNow) {
        return new Deadline(System.nanoTime() + fromNow.toNanos(), true);
    }

    /// Waits for a signal; the caller holds the condition's lock and looks again at what it waits for.
    @SuppressWarnings("WaitNotInLoop") // the caller is the loop
    public void await(Condition condition) throws IOException {
        try {
            if (!set) {
                condition.await();
                return;
            }
            long left = nanos - System.nanoTime();
            if (left <= 0) {
                throw new StreamTimeout("the deadline passed");
            }
            boolean signalled = condition.await(left, TimeUnit.NANOSECONDS);
            if (!signalled && nanos - System.nanoTime() <= 0) {
                throw new StreamTimeout("the deadline passed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while waiting for a peer").initCause(e);
        }
    }
}
