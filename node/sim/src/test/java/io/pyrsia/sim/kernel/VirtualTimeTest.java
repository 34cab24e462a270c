package io.pyrsia.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

    private final VirtualTime time = new VirtualTime();

    @Test
    void eventsHappenInTheOrderOfTheirMomentsAndThenOfTheirMaking() {
        List<String> seen = new ArrayList<>();
        time.after(20, () -> seen.add("later"));
        time.after(10, () -> seen.add("first at 10"));
        time.after(10, () -> seen.add("second at 10"));
        time.after(10, () -> time.after(0, () -> seen.add("third at 10")));
        time.runUntil(15);
        assertEquals(List.of("first at 10", "second at 10", "third at 10"), seen);
        assertEquals(15, time.nowMicros());
        time.runUntil(20);
        assertEquals("later", seen.getLast());
    }

    @Test
    void aRunStopsAtTheEventThatFulfilsItsCondition() {
        int[] count = {0};
        for (int i = 1; i <= 5; i++) {
            time.after(i, () -> count[0]++);
        }
        assertTrue(time.runUntil(100, () -> count[0] == 3));
        assertEquals(3, time.nowMicros());
        assertFalse(time.runUntil(100, () -> count[0] == 9));
        assertEquals(100, time.nowMicros());
    }

    @Test
    void trafficThatFeedsItselfEnds() {
        Runnable[] again = new Runnable[1];
        again[0] = () -> time.after(0, again[0]);
        time.after(0, again[0]);
        assertThrows(IllegalStateException.class, () -> time.runUntil(1));
    }
}
