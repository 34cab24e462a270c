package io.pyrsia.server.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pyrsia.base.seam.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final ManualClock clock = new ManualClock(Instant.EPOCH.plus(DAY));
    private final ClockWatch watch = new ClockWatch(clock);

    /// New blocks, one a second, from a network whose time is so much less than this clock's.
    private void blocks(int count, Duration behind) {
        for (int i = 0; i < count; i++) {
            clock.advance(Duration.ofSeconds(1));
            watch.applied(clock.now().minus(behind).toEpochMilli());
        }
    }

    private void settle() {
        watch.caughtUp(true);
        clock.advance(Duration.ofSeconds(5));
    }

    @Test
    void aClockThatIsAheadIsNamed() {
        settle();
        blocks(ClockWatch.BLOCKS, DAY);
        assertEquals(OptionalLong.of(DAY.toMillis()), watch.aheadMs());
        assertEquals(
                Optional.of("this machine's clock is 86400 s ahead of the time that the network agrees on: set the"
                        + " clock"),
                watch.problem());
    }

    @Test
    void aClockThatIsBehindIsNamed() {
        settle();
        blocks(ClockWatch.BLOCKS, Duration.ofMinutes(-2));
        assertEquals(
                Optional.of("this machine's clock is 120 s behind the time that the network agrees on: set the clock"),
                watch.problem());
    }

    @Test
    void aGoodClockAndOneSlowBlockAreNoProblem() {
        settle();
        blocks(ClockWatch.BLOCKS - 1, DAY);
        assertEquals(OptionalLong.empty(), watch.aheadMs(), "too few to say");
        blocks(1, Duration.ofMillis(5));
        assertEquals(OptionalLong.of(5), watch.aheadMs());
        assertEquals(Optional.empty(), watch.problem());
    }

    @Test
    void oldBlocksThatAreFetchedSayNothing() {
        blocks(10, DAY);
        watch.caughtUp(true);
        blocks(2, DAY);
        assertEquals(OptionalLong.empty(), watch.aheadMs());
        settle();
        watch.caughtUp(false);
        blocks(10, DAY);
        assertEquals(OptionalLong.empty(), watch.aheadMs());
    }

    @Test
    void aClockThatWasSetIsForgiven() {
        settle();
        blocks(ClockWatch.BLOCKS, DAY);
        blocks(1, Duration.ofSeconds(1));
        assertEquals(Optional.empty(), watch.problem());
    }
}
