package io.pyrsia.cli.local;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.json.Json;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.frame.Work;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints what the processes of the network on this machine wrote about themselves, also of those that run no
/// more.
@Command(name = "logs", description = "Show what the nodes and builders of 'pyrsia up' say, the newest lines of each.")
public final class Logs extends Work {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The network's folder; else $PYRSIA_DATA, else ~/.pyrsia.")
    private String data = "";

    @Option(
            names = "--of",
            paramLabel = "NAME",
            description = "Of one only, such as regular, authority-1 or builder-1.")
    private String name = "";

    @Option(names = "--lines", paramLabel = "N", defaultValue = "20", description = "Lines of each (${DEFAULT-VALUE}).")
    private int lines;

    @Override
    protected Exit run(Console console) throws Failure, Malformed, IOException {
        LocalNetwork network = LocalNetwork.read(LocalNetwork.folder(data, console.environment()));
        List<String> newest = new ArrayList<>();
        for (LocalProcess each : network.processes()) {
            if (name.isEmpty() || each.name().equals(name)) {
                newest(each).forEach(line -> newest.add(each.name() + " " + line));
            }
        }
        if (newest.isEmpty()) {
            throw new Failure(Exit.NOT_FOUND, "there are no lines" + (name.isEmpty() ? "" : " of " + name));
        }
        console.show(Json.array(newest.stream().map(Json::of).toList()), page -> newest.forEach(page::line));
        return Exit.DONE;
    }

    private List<String> newest(LocalProcess process) throws IOException {
        List<String> all = process.folder().logLines();
        return all.subList(Math.max(0, all.size() - Math.max(lines, 0)), all.size());
    }
}
