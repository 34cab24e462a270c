package io.pyrsia.server.consensus;

import io.pyrsia.base.seam.Clock;
import io.pyrsia.consensus.Timer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The timers that are set, the newest of each kind; owned by the replica's thread.
///
/// A timer of an older view is replaced by one of a newer view, because consensus takes no notice of views that it
/// left: so there are never more than there are kinds, however many blocks a second are made.
final class Timers {

    private record Armed(Timer timer, long deadline) {}

    private final Clock clock;
    private final Map<Class<? extends Timer>, Armed> armed = new HashMap<>();

    Timers(Clock clock) {
        this.clock = clock;
    }

    void set(Timer timer, long delayMs) {
        armed.put(timer.getClass(), new Armed(timer, clock.nanos() + TimeUnit.MILLISECONDS.toNanos(delayMs)));
    }

    /// Nanoseconds until the next timer; a long time if there is none.
    long nanosToNext() {
        long next = TimeUnit.HOURS.toNanos(1);
        for (Armed each : armed.values()) {
            next = Math.min(next, each.deadline() - clock.nanos());
        }
        return next;
    }

    /// Takes a timer whose time has come.
    @Nullable
    Timer due() {
        long now = clock.nanos();
        for (Iterator<Armed> each = armed.values().iterator(); each.hasNext(); ) {
            Armed next = each.next();
            if (next.deadline() - now <= 0) {
                each.remove();
                return next.timer();
            }
        }
        return null;
    }
}
