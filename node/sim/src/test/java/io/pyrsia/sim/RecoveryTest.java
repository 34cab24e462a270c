package io.pyrsia.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.pyrsia.sim.node.Core;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/// More than f authorities are lost for good at the end of every run; `-Dseeds=N` runs N such seeds instead of 40.
@DisabledIfSystemProperty(named = "seed", matches = ".+", disabledReason = "one seed is replayed")
class RecoveryTest {

    private static final long SEEDS = Long.getLong("seeds", 40);
    private static final long FIRST_SEED = Long.getLong("firstSeed", 1);

    @Test
    void whoeverAcceptsARecoveryGoesOnAndNothingPublishedIsLost() throws InterruptedException, IOException {
        List<Outcome> outcomes = Campaign.runAll(FIRST_SEED, SEEDS, seed -> Run.losing(seed, Core.REAL));
        assertEquals(SEEDS, outcomes.size());
        List<Outcome> failed = outcomes.stream().filter(Outcome::failed).toList();
        if (!failed.isEmpty()) {
            fail(failed.size() + " of " + SEEDS + " seeds fail: "
                    + failed.stream().map(Outcome::seed).toList() + "; the first of them:\n"
                    + failed.getFirst().failure() + "\n"
                    + SeedReport.writeLosing(failed.getFirst().seed()));
        }
    }
}
