package io.pyrsia.cli.node;

import io.pyrsia.base.ByteSize;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.text.Table;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Held;
import io.pyrsia.client.json.RecordJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Shows the packages that a node has on its disk.
record HeldTable(Console console, ApiClient client) {

    /// Packages that are shown; a program that wants them all asks the API page by page.
    private static final int MAX_SHOWN = 1_000;

    Exit show() throws ApiRefusal, IOException, InterruptedException {
        List<Held> all = new ArrayList<>();
        Held.Page part = client.packages(Optional.empty());
        all.addAll(part.packages());
        @Nullable String next = part.next();
        while (next != null && all.size() < MAX_SHOWN) {
            part = client.packages(Optional.of(next));
            all.addAll(part.packages());
            next = part.next();
        }
        boolean isMore = next != null;
        Table table = new Table(List.of("PACKAGE", "FROM", "SIZE", "TRUST", "PEERS", "LAST USE"));
        for (Held held : all) {
            String upstream = held.upstream();
            table.row(
                    held.ecosystem() + " " + held.name(),
                    upstream == null ? "this node" : upstream,
                    new ByteSize(held.size()).toString(),
                    held.trust() == null ? "not in the log" : held.trust().name(),
                    String.valueOf(held.peers()),
                    held.lastUse().toString());
        }
        console.show(RecordJson.write(Held.Page.class, new Held.Page(all, next)), page -> {
            if (all.isEmpty()) {
                page.line("No packages.");
            } else {
                page.table(table);
            }
            if (isMore) {
                page.line("There are more than " + all.size() + "; GET /api/v1/packages tells the rest.");
            }
        });
        return Exit.DONE;
    }
}
