package io.pyrsia.sim.fault;

import io.pyrsia.sim.kernel.VirtualTime;
import java.util.SplittableRandom;

/// Something that happens again and again at a mean rate, at moments nobody can foresee, until a given moment.
public record Recurring(VirtualTime time, SplittableRandom random, double perSecond, long untilMicros) {

    private static final long MICROS_PER_SECOND = 1_000_000;

    public void start(Runnable action) {
        if (perSecond > 0) {
            next(action);
        }
    }

    private void next(Runnable action) {
        long wait = 1 + (long) (-Math.log(1 - random.nextDouble()) / perSecond * MICROS_PER_SECOND);
        if (time.nowMicros() + wait < untilMicros) {
            time.after(wait, () -> {
                action.run();
                next(action);
            });
        }
    }
}
