package io.pyrsia.server.consensus;

import io.pyrsia.base.seam.Clock;
import io.pyrsia.consensus.Timer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The timers that are set, of which consensus has a handful; owned by the replica's thread.
final class Timers {

    /// Timers of views that are over are dropped with the oldest, which fire into nothing.
    static final int MAX_TIMERS = 1_024;

    private final Clock clock;
    private final Map<Timer, Long> deadlines = new HashMap<>();

    Timers(Clock clock) {
        this.clock = clock;
    }

    void set(Timer timer, long delayMs) {
        if (deadlines.size() >= MAX_TIMERS && !deadlines.containsKey(timer)) {
            throw new IllegalStateException(MAX_TIMERS + " timers are set");
        }
        deadlines.put(timer, clock.nanos() + TimeUnit.MILLISECONDS.toNanos(delayMs));
    }

    /// Nanoseconds until the next timer; a long time if there is none.
    long nanosToNext() {
        long next = TimeUnit.HOURS.toNanos(1);
        for (long deadline : deadlines.values()) {
            next = Math.min(next, deadline - clock.nanos());
        }
        return next;
    }

    /// Takes a timer whose time has come.
    @Nullable
    Timer due() {
        long now = clock.nanos();
        for (Iterator<Map.Entry<Timer, Long>> each = deadlines.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Timer, Long> timer = each.next();
            if (timer.getValue() - now <= 0) {
                each.remove();
                return timer.getKey();
            }
        }
        return null;
    }
}
