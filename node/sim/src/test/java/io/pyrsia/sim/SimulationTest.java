package io.pyrsia.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.pyrsia.sim.node.Core;
import io.pyrsia.sim.node.Ed25519Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// The real core under every fault: `-Dseeds=N` runs that many seeds, `-DfirstSeed=S` begins elsewhere, and `-Dseed=S`
/// replays one and prints what happened.
class SimulationTest {

    private static final long SEEDS = Long.getLong("seeds", 1_000);
    private static final long FIRST_SEED = Long.getLong("firstSeed", 1);

    /// They failed once, each for a reason in `docs/internals/simulation.md`; they run whatever seeds are asked for.
    private static final List<Long> KEPT_SEEDS = List.of(553L, 956L);

    private static final Path TIMELINES = Path.of("target", "simulation");

    @Test
    @DisabledIfSystemProperty(named = "seed", matches = ".+", disabledReason = "one seed is replayed")
    void everyPropertyHoldsInEverySeed() throws InterruptedException, IOException {
        List<Outcome> outcomes = Campaign.runAll(FIRST_SEED, SEEDS, seed -> Run.of(seed, Core.REAL));
        assertEquals(SEEDS, outcomes.size());
        List<Outcome> failed = outcomes.stream().filter(Outcome::failed).toList();
        if (!failed.isEmpty()) {
            fail(failed.size() + " of " + SEEDS + " seeds fail: "
                    + failed.stream().map(Outcome::seed).toList() + "; the first of them:\n" + told(failed.getFirst()));
        }
        long blocks = outcomes.stream().mapToLong(Outcome::finalBlocks).sum();
        assertTrue(blocks > 10 * SEEDS, "in the mean more than ten final blocks a run: " + blocks);
    }

    @Test
    @DisabledIfSystemProperty(named = "seed", matches = ".+", disabledReason = "one seed is replayed")
    void seedsThatFailedOnceHold() throws IOException {
        for (long seed : KEPT_SEEDS) {
            Outcome outcome = Run.of(seed, Core.REAL);
            if (outcome.failed()) {
                fail(told(outcome));
            }
        }
    }

    /// What a failure shows: the one command that replays it; its timeline is in a file beside.
    private static String told(Outcome outcome) throws IOException {
        Path file = write(outcome.seed());
        return outcome.failure() + "\n\n    ./mvnw -pl node/sim -am verify -Dseed=" + outcome.seed() + "\n\n" + file;
    }

    private static Path write(long seed) throws IOException {
        Files.createDirectories(TIMELINES);
        return Files.writeString(TIMELINES.resolve("seed-" + seed + ".txt"), Run.timeline(seed, Core.REAL));
    }

    @Test
    @EnabledIfSystemProperty(named = "seed", matches = "\\d+")
    void oneSeedIsReplayed() throws IOException {
        long seed = Long.getLong("seed", 0);
        System.out.println(Files.readString(write(seed)));
        Outcome outcome = Run.of(seed, Core.REAL);
        assertFalse(outcome.failed(), () -> String.valueOf(outcome.failure()));
    }

    @Test
    @DisabledIfSystemProperty(named = "seed", matches = ".+", disabledReason = "one seed is replayed")
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
    @DisabledIfSystemProperty(named = "seed", matches = ".+", disabledReason = "one seed is replayed")
    void realSignaturesDoNotChangeWhatHolds() {
        for (long seed = 1; seed <= 3; seed++) {
            Outcome outcome = Run.of(seed, Core.REAL, new Ed25519Keys());
            assertFalse(outcome.failed(), () -> String.valueOf(outcome.failure()));
        }
    }
}
