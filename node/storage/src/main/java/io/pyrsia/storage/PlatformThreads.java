package io.pyrsia.storage;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Keeps native calls that may wait for the disk off virtual threads: a platform thread makes the call itself, a
/// virtual one has it made.
///
/// A native call holds the carrier of a virtual thread; a few slow reads would stop every connection of the node.
final class PlatformThreads implements AutoCloseable {

    /// The most calls of virtual threads that run or wait; further ones wait before they are queued.
    static final int MAX_CALLS = 1_024;

    private final ExecutorService threads;
    /// Virtual threads that may read one row by themselves: one fewer than they have carriers, so that one is left for
    /// all others however long the disk takes. Mostly the row is in the operating system's memory, and
    /// reading it takes a few microseconds, where handing over takes two wake-ups.
    private final Semaphore brief = new Semaphore(Runtime.getRuntime().availableProcessors() - 1);
    private final Semaphore calls = new Semaphore(MAX_CALLS);

    PlatformThreads(int count) {
        threads = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().name("storage-", 0).daemon().factory());
    }

    <T> T call(Supplier<T> work) {
        if (!Thread.currentThread().isVirtual()) {
            return work.get();
        }
        calls.acquireUninterruptibly();
        try {
            return await(threads.submit(work::get));
        } catch (RejectedExecutionException e) {
            throw new StorageFailure(StorageFailure.Kind.STOPPED, "the store is closed", e);
        } finally {
            calls.release();
        }
    }

    /// Whether the calling thread may make a short call itself; then [#endBrief] is called after it.
    boolean beginBrief() {
        return brief.tryAcquire();
    }

    void endBrief() {
        brief.release();
    }

    private static <T> T await(Future<T> result) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    // The call goes on whatever happens here; its caller may not see it as undone.
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw rethrown(e);
                } catch (CancellationException e) {
                    throw new IllegalStateException("nobody cancels a call", e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException rethrown(ExecutionException failed) {
        if (failed.getCause() instanceof RuntimeException cause) {
            cause.addSuppressed(new RuntimeException("called from here"));
            return cause;
        }
        return new IllegalStateException(failed);
    }

    @Override
    public void close() {
        threads.close();
    }
}
