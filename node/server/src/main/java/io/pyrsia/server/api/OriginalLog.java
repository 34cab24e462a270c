package io.pyrsia.server.api;

import io.helidon.webserver.http.ServerResponse;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.client.api.LogPage;
import io.pyrsia.client.api.Original;
import io.pyrsia.client.api.Original.Field;
import io.pyrsia.client.api.Original.Format;
import io.pyrsia.ledger.search.Facet;
import io.pyrsia.ledger.search.Query;
import io.pyrsia.server.consensus.HostNetwork;
import io.pyrsia.server.http.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Entries of the log with the fields that the original's had, the newest first, as JSON or comma-separated values.
final class OriginalLog {

    /// One answer has at most so many, the newest.
    private static final int MAX_ENTRIES = 1_000;

    private static final List<Field> ALL = List.of(Field.values());

    private final LogApi log;

    OriginalLog(LogApi log) {
        this.log = log;
    }

    void answer(ServerResponse response, Purl version, Original.@Nullable Output output) {
        Original.Content content = output == null ? null : output.content();
        List<Field> fields = content == null || content.fields().isEmpty()
                ? ALL
                : content.fields().stream().distinct().toList();
        List<Json.Obj> entries = log.newest(Query.of(Facet.VERSION, version.toString()), MAX_ENTRIES).stream()
                .map(LogPage.Entry::entry)
                .toList();
        if (output != null && output.format() == Format.CSV) {
            Answers.text(response, "text/csv; charset=utf-8", csv(entries, fields));
        } else {
            Answers.document(
                    response,
                    Json.array(
                            entries.stream().map(entry -> object(entry, fields)).toList()));
        }
    }

    private static Json.Obj object(Json.Obj entry, List<Field> fields) {
        TreeMap<String, Json> members = new TreeMap<>();
        fields.forEach(field -> members.put(name(field), value(entry, field)));
        return Json.object(members);
    }

    private static String csv(List<Json.Obj> entries, List<Field> fields) {
        StringBuilder text = new StringBuilder();
        text.append(String.join(",", fields.stream().map(OriginalLog::name).toList()));
        for (Json.Obj entry : entries) {
            List<String> cells = new ArrayList<>();
            fields.forEach(field -> cells.add(cell(value(entry, field))));
            text.append('\n').append(String.join(",", cells));
        }
        return text.append('\n').toString();
    }

    /// RFC 4180: quoted where a comma, a quote or the end of a line would be misread.
    private static String cell(Json value) {
        String text = value instanceof Json.Text(String content) ? content : CanonicalJson.text(value);
        return text.matches("[^\",\\p{Cntrl}]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    /// `PackageSpecificId` as `package_specific_id`.
    private static String name(Field field) {
        return field.name().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /// The original knew no entry without one of its fields: what ours lacks is empty or 0.
    private static Json value(Json.Obj entry, Field field) {
        return switch (field) {
            case PackageType -> Json.of(packageType(text(entry, "package_type")));
            case NumArtifacts -> Json.of(number(entry, "num_artifacts"));
            case Timestamp -> Json.of(number(entry, "timestamp") / 1_000);
            case NodeId -> Json.of(peer(text(entry, "node_id")));
            case NodePublicKey -> Json.of(text(entry, "node_id"));
            case Id,
                    PackageSpecificId,
                    PackageSpecificArtifactId,
                    ArtifactHash,
                    SourceHash,
                    ArtifactId,
                    SourceId,
                    Operation -> Json.of(text(entry, name(field)));
        };
    }

    private static String packageType(String type) {
        return switch (type) {
            case "docker" -> "Docker";
            case "maven" -> "Maven2";
            default -> type;
        };
    }

    private static String peer(String node) {
        try {
            return node.isEmpty() ? "" : HostNetwork.peer(NodeId.parse(node)).toString();
        } catch (Malformed e) {
            throw new IllegalStateException("an entry of the log is damaged: " + e.reason(), e);
        }
    }

    private static String text(Json.Obj entry, String name) {
        return entry.get(name) instanceof Json.Text(String text) ? text : "";
    }

    private static long number(Json.Obj entry, String name) {
        return entry.get(name) instanceof Json.Num(double number) ? (long) number : 0;
    }
}
