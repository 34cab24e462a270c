package io.pyrsia.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TimelineTest {

    @Test
    void notesCarryTheirMomentAndTheirNode() {
        VirtualTime time = new VirtualTime();
        Timeline timeline = new Timeline(true, time);
        time.after(1_500, () -> timeline.note("n2", "crashes %s", "before its write"));
        time.runUntil(2_000);
        assertEquals("         1,500 µs  n2     crashes before its write\n", timeline.text());
    }

    @Test
    void onlyTheNewestNotesAreKeptAndTheRestIsCounted() {
        Timeline timeline = new Timeline(true, new VirtualTime());
        for (int i = 0; i < Timeline.MAX_NOTES + 3; i++) {
            timeline.note("all", "note");
        }
        assertTrue(timeline.text().startsWith("… 3 earlier notes\n"));
    }

    @Test
    void whenItIsOffNothingIsKept() {
        Timeline timeline = new Timeline(false, new VirtualTime());
        timeline.note("n0", "something");
        assertEquals("\n", timeline.text());
    }
}
