package io.pyrsia.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {

    @Test
    void theSameSeedGivesTheSameNumbersWhateverOtherStreamsDraw() {
        RandomStreams one = new RandomStreams(7);
        RandomStreams other = new RandomStreams(7);
        SplittableRandom losses = other.stream(Concern.LOSS);
        assertNotEquals(losses.nextLong(), losses.nextLong());
        assertEquals(
                one.stream(Concern.LATENCY).nextLong(),
                other.stream(Concern.LATENCY).nextLong());
    }

    @Test
    void seedsConcernsAndOwnersAllMakeAnotherStream() {
        Set<Long> firsts = new HashSet<>();
        int streams = 0;
        for (long seed = 0; seed < 20; seed++) {
            for (Concern concern : Concern.values()) {
                for (int owner = 0; owner < 5; owner++) {
                    firsts.add(new RandomStreams(seed).stream(concern, owner).nextLong());
                    streams++;
                }
            }
        }
        assertEquals(streams, firsts.size());
    }
}
