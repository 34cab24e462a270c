package io.pyrsia.log.interop;

import static io.pyrsia.log.follow.TestAuthorities.ORIGIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Other people's verifiers over our log of 100,000 entries: they accept it, and refuse it damaged.
@Tag("interop")
class GoVerifiersTest {

    private static final Path PROGRAM = Path.of("src/test/interop/go");
    private static final Path RESULTS = Path.of("target/interop");
    private static final int CHECKS = 21;

    private record Row(String check, String result) {}

    @Test
    void acceptOurLogAndRefuseItDamaged() throws Exception {
        Files.createDirectories(RESULTS);
        Path binary = RESULTS.resolve("verifiers").toAbsolutePath();
        String build = run(PROGRAM, 300, "go", "build", "-buildvcs=false", "-o", binary.toString(), ".");
        if (!Files.isExecutable(binary)) {
            String reason = "not run: the Go program could not be built: " + build.strip();
            write(List.of(new Row("all", reason)));
            abort(reason);
        }
        LargeLog log = new LargeLog();
        Path specification = RESULTS.resolve("specification.json").toAbsolutePath();
        Files.writeString(specification, CanonicalJson.text(log.specification()));
        try (ServedLog served = log.serve()) {
            String output = run(PROGRAM, 240, binary.toString(), served.base().toString(), specification.toString());
            List<Row> rows = new ArrayList<>();
            for (String line : output.lines().toList()) {
                String[] parts = line.split("\t", -1);
                assertEquals(2, parts.length, output);
                rows.add(new Row(parts[0], parts[1]));
            }
            write(rows);
            assertEquals(CHECKS, rows.size(), output);
            assertTrue(rows.stream().allMatch(row -> row.result().equals("ok")), output);
        }
    }

    private static void write(List<Row> rows) throws IOException {
        StringBuilder table = new StringBuilder("# Other people's verifiers over a log of " + LargeLog.SIZE
                + " entries of " + ORIGIN + "\n\n| check | result |\n|---|---|\n");
        rows.forEach(row -> table.append("| ")
                .append(row.check())
                .append(" | ")
                .append(row.result())
                .append(" |\n"));
        Files.writeString(RESULTS.resolve("log.md"), table);
        Json json = Json.array(rows.stream()
                .map(row -> Json.object(Map.of("check", Json.of(row.check()), "result", Json.of(row.result()))))
                .toList());
        Files.writeString(RESULTS.resolve("log.json"), CanonicalJson.text(json));
    }

    private static String errors(Path output) throws IOException {
        return Files.readString(output.resolveSibling(output.getFileName() + ".err"));
    }

    /// Runs a program to its end, or ends it after the limit, and gives what it printed.
    private static String run(Path directory, long seconds, String... command) throws Exception {
        Path output = Files.createTempFile(RESULTS, "run", ".txt").toAbsolutePath();
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectError(
                            output.resolveSibling(output.getFileName() + ".err").toFile())
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return command[0] + " took longer than " + seconds + " s";
        }
        return Files.readString(output) + (process.exitValue() == 0 ? "" : errors(output));
    }
}
