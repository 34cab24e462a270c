package io.pyrsia.sim;

import io.pyrsia.sim.node.Core;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a failing seed shows: the one command that replays it, and a timeline in a file.
final class SeedReport {

    private static final Path TIMELINES = Path.of("target", "simulation");

    private SeedReport() {}

    static String of(Outcome outcome) throws IOException {
        Path file = writeTimeline(outcome.seed());
        return outcome.failure() + "\n\n    ./mvnw -pl node/sim -am verify -Dseed=" + outcome.seed() + "\n\n" + file;
    }

    /// The timeline of a seed that ends with the loss of too many authorities.
    static Path writeLosing(long seed) throws IOException {
        Files.createDirectories(TIMELINES);
        return Files.writeString(
                TIMELINES.resolve("losing-" + seed + ".txt"), Run.timeline(seed, Scenario::losing, Core.REAL));
    }

    static Path writeTimeline(long seed) throws IOException {
        Files.createDirectories(TIMELINES);
        return Files.writeString(TIMELINES.resolve("seed-" + seed + ".txt"), Run.timeline(seed, Core.REAL));
    }
}
