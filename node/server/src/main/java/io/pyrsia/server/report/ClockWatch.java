package io.pyrsia.server.report;

import io.pyrsia.base.seam.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;

/// Compares this machine's clock with the time that the network agrees on; safe for use by many threads.
///
/// A block that this node hears of while it has what all have was made just now, so its time is the others' clock. One
/// that is fetched later says nothing. Of the newest blocks the one that fits best counts: one may have been slow.
public final class ClockWatch {

    /// What a clock may be off before somebody is told; nodes do not vote for a block that is 5 s ahead of them.
    static final Duration TOLERANCE = Duration.ofSeconds(30);

    /// Blocks that are compared.
    static final int BLOCKS = 4;

    /// So long a node has had all blocks before the next one is believed to be new; what was missed while nobody was
    /// heard of is at most three times as old, and within the tolerance.
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private final Clock clock;

    /// How far the clock was ahead of each of the newest blocks, in milliseconds; guarded by this.
    private final ArrayDeque<Long> ahead = new ArrayDeque<>();
    /// When the node had caught up, by the clock that only grows; empty if it has not; guarded by this.
    private OptionalLong caughtUpSince = OptionalLong.empty();

    public ClockWatch(Clock clock) {
        this.clock = clock;
    }

    /// Says, about every second, whether the node has what all have.
    public synchronized void caughtUp(boolean isCaughtUp) {
        if (!isCaughtUp) {
            caughtUpSince = OptionalLong.empty();
        } else if (caughtUpSince.isEmpty()) {
            caughtUpSince = OptionalLong.of(clock.nanos());
        }
    }

    /// A block with this agreed time took effect here just now.
    public synchronized void applied(long blockMs) {
        if (caughtUpSince.isEmpty() || clock.nanos() - caughtUpSince.getAsLong() < SETTLED.toNanos()) {
            return;
        }
        if (ahead.size() == BLOCKS) {
            ahead.removeFirst();
        }
        ahead.addLast(clock.now().toEpochMilli() - blockMs);
    }

    /// How far the clock is ahead of the network's, in milliseconds, less than 0 if it is behind; empty if too few new
    /// blocks were heard of.
    public synchronized OptionalLong aheadMs() {
        return ahead.size() < BLOCKS
                ? OptionalLong.empty()
                : OptionalLong.of(ahead.stream()
                        .min((one, other) -> Long.compare(Math.abs(one), Math.abs(other)))
                        .orElseThrow());
    }

    /// What is wrong with the clock, in a sentence.
    public Optional<String> problem() {
        OptionalLong off = aheadMs();
        if (off.isEmpty() || Math.abs(off.getAsLong()) <= TOLERANCE.toMillis()) {
            return Optional.empty();
        }
        return Optional.of("this machine's clock is " + Math.abs(off.getAsLong()) / 1_000 + " s "
                + (off.getAsLong() > 0 ? "ahead of" : "behind")
                + " the time that the network agrees on: set the clock");
    }
}
