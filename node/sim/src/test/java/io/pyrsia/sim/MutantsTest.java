package io.pyrsia.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pyrsia.consensus.Mutant;
import io.pyrsia.sim.node.Core;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The simulator finds every known bug; how many seeds that takes goes into a table.
@Tag("long")
class MutantsTest {

    private static final long MOST_SEEDS = 2_000;
    private static final int MOST_CHARACTERS = 90;

    private static Map<String, Core> mutants() {
        Map<String, Core> mutants = new LinkedHashMap<>();
        for (Mutant mutant : Mutant.values()) {
            mutants.put(mutant.name(), mutant::start);
        }
        for (RuntimeMutant mutant : RuntimeMutant.values()) {
            mutants.put(mutant.name(), mutant);
        }
        return mutants;
    }

    @Test
    void everyMutantIsFound() throws InterruptedException, IOException {
        StringBuilder table =
                new StringBuilder("| mutant | seed that finds it | what the checker said |\n|---|---|---|\n");
        List<String> survivors = new ArrayList<>();
        for (Map.Entry<String, Core> mutant : mutants().entrySet()) {
            Core core = mutant.getValue();
            long seed = Campaign.firstFailure(1, MOST_SEEDS, each -> Run.of(each, core));
            String said = seed == 0 ? "" : String.valueOf(Run.of(seed, core).failure());
            if (seed == 0) {
                survivors.add(mutant.getKey());
            }
            table.append("| ")
                    .append(mutant.getKey())
                    .append(" | ")
                    .append(seed == 0 ? "not in " + MOST_SEEDS : String.valueOf(seed))
                    .append(" | ")
                    .append(said, 0, Math.min(MOST_CHARACTERS, said.length()))
                    .append(" |\n");
        }
        Path file = Path.of("target", "simulation", "mutants.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, table);
        assertEquals(List.of(), survivors);
    }
}
