package io.pyrsia.cli.log;

import io.pyrsia.base.json.Json;
import io.pyrsia.cli.text.Cell;
import io.pyrsia.cli.text.Page;
import io.pyrsia.cli.text.Table;
import io.pyrsia.client.api.LogPage;
import java.time.Instant;
import java.util.List;

/// Entries of the log as a table.
final class Entries {

    private Entries() {}

    static void write(Page page, List<LogPage.Entry> entries) {
        if (entries.isEmpty()) {
            page.line("Nothing found.");
            return;
        }
        Table table = new Table(List.of("INDEX", "TIME", "OPERATION", "TRUST", "WHAT"));
        for (LogPage.Entry entry : entries) {
            Json.Obj members = entry.entry();
            String trust = text(members, "trust");
            table.row(List.of(
                    new Cell(Long.toString(entry.index())),
                    new Cell(time(members)),
                    new Cell(text(members, "operation")),
                    new Cell(trust, TrustStyle.of(trust)),
                    new Cell(what(members))));
        }
        page.table(table);
    }

    private static String what(Json.Obj entry) {
        if (!text(entry, "artifact_id").isEmpty()) {
            return text(entry, "artifact_id");
        }
        return text(entry, "role") + " " + text(entry, "node_id");
    }

    private static String time(Json.Obj entry) {
        return entry.get("timestamp") instanceof Json.Num(double millis)
                ? Instant.ofEpochMilli((long) millis).toString()
                : "";
    }

    /// A member as text; nothing if it is not there or is no text.
    static String text(Json.Obj entry, String member) {
        return entry.get(member) instanceof Json.Text(String text) ? text : "";
    }
}
