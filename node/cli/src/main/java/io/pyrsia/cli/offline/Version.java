package io.pyrsia.cli.offline;

import io.pyrsia.base.json.Json;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Work;
import io.pyrsia.cli.text.Page.Fact;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/// Prints which pyrsia this is, and on what it runs.
@Command(name = "version", description = "Print the version and what it runs on.")
public final class Version extends Work {

    private final String version;

    public Version(String version) {
        this.version = version;
    }

    @Override
    protected Exit run(Console console) {
        String java = Runtime.version().toString();
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        Json json = Json.object(Map.of("version", Json.of(version), "java", Json.of(java), "system", Json.of(system)));
        console.show(
                json,
                page -> page.facts(
                        List.of(new Fact("pyrsia", version), new Fact("java", java), new Fact("system", system))));
        return Exit.DONE;
    }
}
