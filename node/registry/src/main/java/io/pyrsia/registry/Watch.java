package io.pyrsia.registry;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Interrupts threads that make no progress: a client that takes nothing, an upstream that sends nothing.
///
/// A virtual thread that is interrupted in socket I/O closes the socket, so nobody is held up for longer.
public final class Watch implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(250);

    private final Set<Step> steps = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("registry-watch").factory());

    public Watch() {
        Future<?> _ = ticker.scheduleWithFixedDelay(
                () -> steps.forEach(Step::look), TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Something that the calling thread does and that must not stand still for longer than `limit`.
    public Step begin(Duration limit) {
        Step step = new Step(Thread.currentThread(), limit.toNanos());
        steps.add(step);
        return step;
    }

    /// A thread's work under watch; told about progress and closed by that thread.
    public final class Step implements AutoCloseable {

        private final Thread thread;
        private final long limitNanos;
        private volatile long movedAt = System.nanoTime();
        /// Guarded by this.
        private boolean isOver;
        private boolean isInterrupted;

        private Step(Thread thread, long limitNanos) {
            this.thread = thread;
            this.limitNanos = limitNanos;
        }

        public void moved() {
            movedAt = System.nanoTime();
        }

        private synchronized void look() {
            if (!isOver && !isInterrupted && System.nanoTime() - movedAt > limitNanos) {
                isInterrupted = true;
                thread.interrupt();
            }
        }

        @Override
        public void close() {
            steps.remove(this);
            synchronized (this) {
                isOver = true;
                if (isInterrupted) {
                    boolean _ = Thread.interrupted();
                }
            }
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
