package io.pyrsia.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pyrsia.consensus.Mutant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The simulator finds known bugs; how many seeds that takes goes into a table, with those that are still open.
@Tag("long")
class MutantsTest {

    private static final long MOST_SEEDS = 2_000;

    /// Not found so far, or not in useful time: a gap of the simulator, listed in `docs/internals/simulation.md`.
    private static final Set<Mutant> OPEN = EnumSet.of(
            Mutant.PARENT_WITHOUT_CERTIFICATE,
            Mutant.CLEARED_WITHOUT_BLOCK,
            Mutant.READY_TOO_SOON,
            Mutant.OWN_VOTES_NOT_RECOUNTED,
            Mutant.UNCAPPED_TIMEOUT,
            Mutant.NEVER_WAITS,
            Mutant.NEVER_RESTS,
            Mutant.NEVER_RESENDS,
            Mutant.ASKS_ONCE,
            Mutant.SILENT_WITNESS);

    private static final int MOST_CHARACTERS = 90;

    @Test
    void everyMutantThatIsNotOpenIsFound() throws InterruptedException, IOException {
        StringBuilder table = new StringBuilder("| mutant | seeds to find | what the checker said |\n|---|---|---|\n");
        List<Mutant> survivors = new ArrayList<>();
        for (Mutant mutant : Mutant.values()) {
            if (OPEN.contains(mutant)) {
                table.append("| ").append(mutant).append(" | open | |\n");
                continue;
            }
            long seed = Campaign.firstFailure(1, MOST_SEEDS, each -> Run.of(each, mutant::start));
            String said = seed == 0
                    ? "not found"
                    : String.valueOf(Run.of(seed, mutant::start).failure());
            if (seed == 0) {
                survivors.add(mutant);
            }
            String brief = said.substring(0, Math.min(MOST_CHARACTERS, said.length()));
            table.append("| ")
                    .append(mutant)
                    .append(" | ")
                    .append(seed)
                    .append(" | ")
                    .append(brief)
                    .append(" |\n");
        }
        Path file = Path.of("target", "simulation", "mutants.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, table);
        assertEquals(List.of(), survivors);
    }
}
