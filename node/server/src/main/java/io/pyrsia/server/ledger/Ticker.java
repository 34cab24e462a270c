package io.pyrsia.server.ledger;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One thread for what has to happen now and then; a task that fails is told of and runs again.
final class Ticker implements AutoCloseable {

    private static final long CLOSE_SECONDS = 10;

    private final ScheduledExecutorService executor;
    private final Consumer<RuntimeException> failures;

    Ticker(String name, Consumer<RuntimeException> failures) {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(
                1,
                task -> Thread.ofPlatform().name(name).daemon().unstarted(task),
                new ThreadPoolExecutor.DiscardPolicy());
        pool.setRemoveOnCancelPolicy(true);
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.executor = pool;
        this.failures = failures;
    }

    void every(long millis, Runnable task) {
        Future<?> _ = executor.scheduleWithFixedDelay(() -> run(task), millis, millis, TimeUnit.MILLISECONDS);
    }

    void soon(long millis, Runnable task) {
        Future<?> _ = executor.schedule(() -> run(task), millis, TimeUnit.MILLISECONDS);
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            failures.accept(e);
        }
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
