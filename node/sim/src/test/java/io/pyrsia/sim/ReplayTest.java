package io.pyrsia.sim;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.pyrsia.sim.node.Core;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// `-Dseed=S` replays one seed, instead of the many, and prints what happened.
@EnabledIfSystemProperty(named = "seed", matches = "\\d+", disabledReason = "no seed is replayed")
class ReplayTest {

    @Test
    void oneSeedIsReplayed() throws IOException {
        long seed = Long.getLong("seed", 0);
        System.out.println(Files.readString(SeedReport.writeTimeline(seed)));
        Outcome outcome = Run.of(seed, Core.REAL);
        assertFalse(outcome.failed(), () -> String.valueOf(outcome.failure()));
    }
}
