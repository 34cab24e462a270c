package io.pyrsia.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/// Many seeds, one after the other on each core.
///
/// Runs share nothing, so the order in which cores take them changes no result.
public final class Campaign {

    /// Seeds from `first` on, all of them, however many fail; in the order of the seeds.
    public static List<Outcome> runAll(long first, long count, LongFunction<Outcome> run) throws InterruptedException {
        Outcome[] outcomes = new Outcome[Math.toIntExact(count)];
        AtomicLong next = new AtomicLong();
        onEveryCore(() -> {
            for (long index = next.getAndIncrement(); index < count; index = next.getAndIncrement()) {
                outcomes[(int) index] = run.apply(first + index);
            }
        });
        return List.of(outcomes);
    }

    /// The lowest seed from `first` on that fails, 0 if none of `count` does.
    public static long firstFailure(long first, long count, LongFunction<Outcome> run) throws InterruptedException {
        AtomicLong next = new AtomicLong(first);
        AtomicLong failed = new AtomicLong(first + count);
        onEveryCore(() -> {
            for (long seed = next.getAndIncrement(); seed < failed.get(); seed = next.getAndIncrement()) {
                if (run.apply(seed).failed()) {
                    failed.accumulateAndGet(seed, Math::min);
                }
            }
        });
        return failed.get() == first + count ? 0 : failed.get();
    }

    private static void onEveryCore(Runnable work) throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        try (ExecutorService pool = Executors.newFixedThreadPool(cores)) {
            List<Future<?>> parts = new ArrayList<>();
            for (int core = 0; core < cores; core++) {
                parts.add(pool.submit(work));
            }
            for (Future<?> part : parts) {
                part.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run broke instead of ending", e.getCause());
        }
    }

    private Campaign() {}
}
