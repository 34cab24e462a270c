package io.pyrsia.cli.config;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;

/// Prints the configuration and where it is.
@Command(
        name = "show",
        aliases = {"-s", "--show"},
        description = "Print it and where it is kept.")
final class ConfigShow extends Work {

    @Override
    protected Exit run(Console console) throws IOException, Malformed {
        Path file = Home.configFile(console.environment());
        CliConfig config = CliConfig.read(file);
        Json json = Json.object(Map.of(
                "file", Json.of(file.toString()),
                "host", Json.of(config.host()),
                "port", Json.of(config.port()),
                "disk_allocated", Json.of(config.diskAllocated())));
        console.show(json, page -> {
            page.line("Config file path: " + file);
            config.text().lines().forEach(page::line);
        });
        return Exit.DONE;
    }
}
