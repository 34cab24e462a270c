package io.pyrsia.server.main;

import io.pyrsia.base.seam.Clock;
import io.pyrsia.server.main.CannotStart.Exit;
import java.time.Duration;
import java.time.Instant;

/// Compares the machine's clock with what cannot be later than now.
final class ClockCheck {

    /// Clocks may differ by less, and blocks are then still agreed on.
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private ClockCheck() {}

    static void afterGenesis(Clock clock, long genesisMs) throws CannotStart {
        check(clock, genesisMs, "the network began");
    }

    static void afterLastBlock(Clock clock, long blockMs) throws CannotStart {
        check(clock, blockMs, "the last block was made");
    }

    private static void check(Clock clock, long timeMs, String event) throws CannotStart {
        Instant time = Instant.ofEpochMilli(timeMs);
        if (clock.now().plus(TOLERANCE).isBefore(time)) {
            throw new CannotStart(
                    Exit.CLOCK,
                    "this machine's clock says " + clock.now() + ", but " + event + " on " + time + ": set the clock");
        }
    }
}
