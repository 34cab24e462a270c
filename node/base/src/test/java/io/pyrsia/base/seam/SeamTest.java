package io.pyrsia.base.seam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeamTest {

    @Test
    void aManualClockMovesWhenTold() {
        ManualClock clock = new ManualClock(Instant.EPOCH);
        assertEquals(0, clock.nanos());
        clock.advance(Duration.ofMillis(1_500));
        assertEquals(Instant.ofEpochMilli(1_500), clock.now());
        assertEquals(1_500_000_000L, clock.nanos());
    }

    @Test
    void theSystemClockOnlyGrows() {
        Clock clock = Clock.system();
        long before = clock.nanos();
        assertTrue(clock.nanos() >= before);
        assertTrue(clock.now().isAfter(Instant.parse("2026-01-01T00:00:00Z")));
    }

    @Test
    void theSameSeedGivesTheSameNumbers() {
        assertEquals(Randomness.seeded(42).nextLong(), Randomness.seeded(42).nextLong());
    }
}
