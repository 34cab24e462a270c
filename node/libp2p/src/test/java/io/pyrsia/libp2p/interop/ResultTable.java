package io.pyrsia.libp2p.interop;

import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What worked with whom, written to `target/interop/libp2p.md` and `.json`.
final class ResultTable {

    private static final Path FOLDER = Path.of("target/interop");

    private record Row(String implementation, String security, String direction, String check, String result) {}

    private final List<Row> rows = new ArrayList<>();

    synchronized void add(String implementation, String security, String direction, String check, String result) {
        rows.add(new Row(implementation, security, direction, check, result.replaceAll("\\s+", " ")));
    }

    synchronized void write() throws IOException {
        Files.createDirectories(FOLDER);
        String lines = rows.stream()
                .map(row -> "| %s | %s | %s | %s | %s |"
                        .formatted(row.implementation, row.security, row.direction, row.check, row.result))
                .collect(Collectors.joining("\n"));
        Files.writeString(
                FOLDER.resolve("libp2p.md"),
                "| with | security | who dials | check | result |\n|---|---|---|---|---|\n" + lines + "\n");
        Files.writeString(FOLDER.resolve("libp2p.json"), CanonicalJson.text(json()));
    }

    private Json json() {
        return Json.array(rows.stream()
                .map(row -> Json.object(Map.of(
                        "with", Json.of(row.implementation),
                        "security", Json.of(row.security),
                        "dials", Json.of(row.direction),
                        "check", Json.of(row.check),
                        "result", Json.of(row.result))))
                .toList());
    }
}
