package io.pyrsia.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.pyrsia.sim.node.Core;
import io.pyrsia.sim.node.Ed25519Keys;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/// The real core under every fault: `-Dseeds=N` runs that many seeds, and `-DfirstSeed=S` begins elsewhere.
@DisabledIfSystemProperty(named = "seed", matches = ".+", disabledReason = "one seed is replayed")
class SimulationTest {

    private static final long SEEDS = Long.getLong("seeds", 1_000);
    private static final long FIRST_SEED = Long.getLong("firstSeed", 1);

    /// They failed once, each for a reason in `docs/internals/simulation.md`; they run whatever seeds are asked for.
    private static final List<Long> KEPT_SEEDS = List.of(2485L, 3950L);

    @Test
    void everyPropertyHoldsInEverySeed() throws InterruptedException, IOException {
        List<Outcome> outcomes = Campaign.runAll(FIRST_SEED, SEEDS, seed -> Run.of(seed, Core.REAL));
        assertEquals(SEEDS, outcomes.size());
        List<Outcome> failed = outcomes.stream().filter(Outcome::failed).toList();
        if (!failed.isEmpty()) {
            fail(failed.size() + " of " + SEEDS + " seeds fail: "
                    + failed.stream().map(Outcome::seed).toList() + "; the first of them:\n"
                    + SeedReport.of(failed.getFirst()));
        }
        long blocks = outcomes.stream().mapToLong(Outcome::finalBlocks).sum();
        assertTrue(blocks > 10 * SEEDS, "in the mean more than ten final blocks a run: " + blocks);
    }

    @Test
    void seedsThatFailedOnceHold() throws IOException {
        for (long seed : KEPT_SEEDS) {
            Outcome outcome = Run.of(seed, Core.REAL);
            if (outcome.failed()) {
                fail(SeedReport.of(outcome));
            }
        }
    }

    @Test
    void aSeedRepeatsExactlyAndSeedsDiffer() {
        long before = 0;
        for (long seed = 1; seed <= 10; seed++) {
            Outcome once = Run.of(seed, Core.REAL);
            assertEquals(once, Run.of(seed, Core.REAL));
            assertTrue(Run.timeline(seed, Core.REAL).contains("hash=" + once.hash()), "the timeline changes nothing");
            assertNotEquals(before, once.hash());
            before = once.hash();
        }
    }

    @Test
    void realSignaturesDoNotChangeWhatHolds() {
        for (long seed = 1; seed <= 3; seed++) {
            Outcome outcome = Run.of(seed, Core.REAL, new Ed25519Keys());
            assertFalse(outcome.failed(), () -> String.valueOf(outcome.failure()));
        }
    }
}
