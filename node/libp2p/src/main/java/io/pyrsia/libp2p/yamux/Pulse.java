package io.pyrsia.libp2p.yamux;

/// The session's pings: when one is due, when its answer is overdue, and how long the fastest took.
///
/// Its own lock owns all fields.
final class Pulse {

    private final YamuxLimits limits;
    private boolean waiting;
    private boolean started;
    private long sentAt;
    private int value;
    private long roundTripNanos;

    Pulse(YamuxLimits limits) {
        this.limits = limits;
    }

    synchronized boolean due(long now) {
        return !waiting && (!started || now - sentAt >= limits.keepAlive().toNanos());
    }

    synchronized boolean lost(long now) {
        return waiting && now - sentAt > limits.stall().toNanos();
    }

    /// Begins a ping and returns the number it carries.
    synchronized int start(long now) {
        started = true;
        waiting = true;
        sentAt = now;
        return ++value;
    }

    synchronized void answered(long number, long now) {
        if (waiting && number == value) {
            waiting = false;
            long taken = Math.max(1, now - sentAt);
            roundTripNanos = roundTripNanos == 0 ? taken : Math.min(roundTripNanos, taken);
        }
    }

    /// The fastest round trip, 0 before the first.
    synchronized long roundTripNanos() {
        return roundTripNanos;
    }
}
