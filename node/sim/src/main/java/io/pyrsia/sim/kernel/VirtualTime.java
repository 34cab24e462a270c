package io.pyrsia.sim.kernel;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/// The one clock of a run: events happen in the order of their moments, and of their making when two share one.
///
/// One thread owns a run and everything in it.
public final class VirtualTime {

    /// What a run may do at most; traffic that feeds itself ends here instead of never.
    public static final long MAX_EVENTS = 1_000_000;

    private record Event(long atMicros, long order, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::atMicros).thenComparingLong(Event::order));
    private long nowMicros;
    private long scheduled;
    private long happened;

    public long nowMicros() {
        return nowMicros;
    }

    /// How many events have happened so far.
    public long happened() {
        return happened;
    }

    public void after(long delayMicros, Runnable action) {
        if (delayMicros < 0) {
            throw new IllegalArgumentException("an event cannot happen " + -delayMicros + " µs ago");
        }
        events.add(new Event(Math.addExact(nowMicros, delayMicros), scheduled++, action));
    }

    /// Lets time pass up to a moment, or to the first event after which `done` holds; says whether it held.
    public boolean runUntil(long endMicros, BooleanSupplier done) {
        for (Event next = events.peek(); next != null && next.atMicros <= endMicros; next = events.peek()) {
            events.remove();
            nowMicros = next.atMicros;
            if (++happened > MAX_EVENTS) {
                throw new IllegalStateException("more than " + MAX_EVENTS + " events: traffic that feeds itself");
            }
            next.action.run();
            if (done.getAsBoolean()) {
                return true;
            }
        }
        nowMicros = Math.max(nowMicros, endMicros);
        return done.getAsBoolean();
    }

    public void runUntil(long endMicros) {
        runUntil(endMicros, () -> false);
    }
}
