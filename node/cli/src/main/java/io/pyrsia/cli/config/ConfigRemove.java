package io.pyrsia.cli.config;

import io.pyrsia.base.json.Json;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;

/// Removes the configuration, so that the defaults hold again.
@Command(
        name = "remove",
        aliases = {"-r", "--rm", "--remove"},
        description = "Remove it; then the defaults hold.")
final class ConfigRemove extends Work {

    @Override
    protected Exit run(Console console) throws IOException {
        Path file = Home.configFile(console.environment());
        boolean removed = Files.deleteIfExists(file);
        console.show(
                Json.object(Map.of("file", Json.of(file.toString()), "removed", Json.of(removed))),
                page -> page.line(removed ? "Node configuration removed !!" : "There was no configuration."));
        return Exit.DONE;
    }
}
