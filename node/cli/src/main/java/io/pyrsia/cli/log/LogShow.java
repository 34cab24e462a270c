package io.pyrsia.cli.log;

import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.node.NodeWork;
import io.pyrsia.cli.text.YamlText;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.LogPage;
import io.pyrsia.client.api.LogQuery;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Prints one entry in full, or the newest ones.
@Command(name = "show", description = "Show the entry with this index in full, or the newest entries.")
final class LogShow extends NodeWork {

    @Parameters(paramLabel = "INDEX", arity = "0..1", description = "The entry's place in the log, from 0.")
    private @Nullable Long index;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Without an index: how many, at most 100.",
            defaultValue = "20")
    private int limit;

    @Override
    protected Exit run(Console console, ApiClient client) throws ApiRefusal, IOException, InterruptedException {
        if (index == null) {
            LogPage newest =
                    client.search(new LogQuery(LogQuery.Facet.TIME, "", false, null, null, false, limit, null));
            console.show(RecordJson.write(LogPage.class, newest), page -> Entries.write(page, newest.entries()));
            return Exit.DONE;
        }
        LogPage.Entry entry = client.entry(index);
        console.show(
                RecordJson.write(LogPage.Entry.class, entry),
                page -> YamlText.of(entry.entry()).lines().forEach(page::line));
        return Exit.DONE;
    }
}
