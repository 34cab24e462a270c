package io.pyrsia.cli.log;

import io.pyrsia.base.Purl;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.cli.frame.Console;
import io.pyrsia.cli.frame.Exit;
import io.pyrsia.cli.frame.Failure;
import io.pyrsia.cli.node.NodeWork;
import io.pyrsia.cli.text.JsonText;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.LogPage;
import io.pyrsia.client.api.LogQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// All entries about one version, as the original prints them: a JSON list, or lines of comma-separated values.
abstract class Inspection extends NodeWork {

    /// An entry is one line of many; a version with more is looked through with 'pyrsia log search'.
    private static final int MAX_ENTRIES = 10_000;

    /// How the entries are printed.
    enum As {
        JSON,
        CSV;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}.",
            defaultValue = "json")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private As form;

    @Option(
            names = "--fields",
            paramLabel = "FIELD",
            split = ",",
            description = "Only these fields, in this order in csv.")
    private @Nullable List<String> fields;

    @Option(names = "--latest", description = "Only the newest entry of each file.")
    private boolean latest;

    abstract Purl purl() throws Failure;

    @Override
    protected final Exit run(Console console, ApiClient client)
            throws ApiRefusal, Failure, IOException, InterruptedException {
        Purl purl = purl();
        List<Json.Obj> entries = newestFirst(client, purl);
        if (latest) {
            entries = latest(entries);
        }
        if (entries.isEmpty()) {
            // The original's scripts look for the version's name in what is printed, so it is not repeated here.
            throw new Failure(Exit.NOT_FOUND, "the log has nothing about this version yet");
        }
        List<String> names = fields == null ? names(entries) : fields;
        for (String name : names) {
            if (entries.stream().allMatch(entry -> entry.get(name) == null)) {
                throw new Failure(Exit.USAGE, "no entry has the field '" + name + "'; there are " + names(entries));
            }
        }
        switch (form) {
            case JSON ->
                console.raw(JsonText.of(Json.array(
                        entries.stream().map(entry -> only(entry, names)).toList())));
            case CSV -> console.raw(csv(entries, names));
        }
        return Exit.DONE;
    }

    private static List<Json.Obj> newestFirst(ApiClient client, Purl purl)
            throws ApiRefusal, Failure, IOException, InterruptedException {
        List<Json.Obj> entries = new ArrayList<>();
        LogQuery query = LogQuery.of(LogQuery.Facet.VERSION, purl.toString());
        while (entries.size() < MAX_ENTRIES) {
            LogPage page = client.search(query);
            page.entries().forEach(entry -> entries.add(entry.entry()));
            String next = page.next();
            if (next == null) {
                return entries;
            }
            query = query.after(next);
        }
        throw new Failure(Exit.FAILED, "there are more than " + MAX_ENTRIES + " entries: use 'pyrsia log search'");
    }

    private static List<Json.Obj> latest(List<Json.Obj> newestFirst) {
        Map<String, Json.Obj> byFile = new LinkedHashMap<>();
        newestFirst.forEach(entry -> byFile.putIfAbsent(Entries.text(entry, "artifact_id"), entry));
        return List.copyOf(byFile.values());
    }

    private static List<String> names(List<Json.Obj> entries) {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        entries.forEach(entry -> names.addAll(entry.members().keySet()));
        return List.copyOf(names);
    }

    private static Json.Obj only(Json.Obj entry, List<String> names) {
        TreeMap<String, Json> members = new TreeMap<>(entry.members());
        members.keySet().retainAll(names);
        return Json.object(members);
    }

    private static String csv(List<Json.Obj> entries, List<String> names) {
        StringBuilder text = new StringBuilder(String.join(",", names) + "\n");
        for (Json.Obj entry : entries) {
            text.append(String.join(
                    ",", names.stream().map(name -> field(entry, name)).toList()));
            text.append('\n');
        }
        return text.toString();
    }

    /// RFC 4180: quoted where a comma, a quote or the end of a line would be misread.
    private static String field(Json.Obj entry, String name) {
        Json value = entry.get(name);
        String text =
                value == null ? "" : value instanceof Json.Text(String content) ? content : CanonicalJson.text(value);
        return text.matches("[^\",\\p{Cntrl}]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
