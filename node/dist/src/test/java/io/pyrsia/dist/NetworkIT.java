package io.pyrsia.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `pyrsia up` and `pyrsia node` as people run them: real processes, sockets and disks.
class NetworkIT {

    private static final Path PYRSIA = Launched.BUILT.resolve("bin/pyrsia");
    private static final List<String> NODES =
            List.of("authority-1", "authority-2", "authority-3", "authority-4", "regular");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path temporary;

    private Path network() {
        return temporary.resolve("network");
    }

    @AfterEach
    void stopEverything() throws Exception {
        if (Files.isDirectory(network().resolve("nodes"))) {
            run("down", "--data", network().toString());
        }
    }

    private Launched run(String... arguments) throws IOException, InterruptedException {
        return Launched.run(PYRSIA, temporary, Map.of(), arguments);
    }

    private Launched up(int port) throws IOException, InterruptedException {
        Launched up = run("up", "--data", network().toString(), "--http-port", String.valueOf(port));
        assertEquals(0, up.exitCode(), up.err());
        return up;
    }

    private ProcessHandle process(String node) throws IOException {
        Path lock = network().resolve("nodes").resolve(node).resolve("node.lock");
        return ProcessHandle.of(Long.parseLong(Files.readString(lock).strip())).orElseThrow();
    }

    private void kill(String node) throws Exception {
        ProcessHandle process = process(node);
        assertTrue(process.destroyForcibly());
        process.onExit().get(10, TimeUnit.SECONDS);
    }

    private static String get(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI address = URI.create("http://127.0.0.1:" + port + path);
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static String member(String json, String name) {
        Matcher member = Pattern.compile("\"" + name + "\":\"?([^,\"}]*)").matcher(json);
        assertTrue(member.find(), json);
        return member.group(1);
    }

    @Test
    void startsAgreesAndSurvivesTheDeathOfAnyNode() throws Exception {
        int port = FreePorts.row(5);
        Launched up = up(port);
        assertTrue(up.out().startsWith("The network is up after "), up.out());
        String before = get(port, "/api/v1/status");
        assertEquals("1", member(before, "height"));
        assertEquals("9", member(before, "log_size"));
        assertEquals("ready\n", get(port, "/health/ready"));
        assertTrue(get(port, "/metrics").contains("\npyrsia_height 1\n"));
        assertEquals(
                member(before, "log_root"), member(get(port + 4, "/api/v1/status"), "log_root"), "on an authority too");

        long kept = process("authority-2").pid();
        kill("authority-1");
        kill("regular");
        up(port);
        assertEquals(kept, process("authority-2").pid(), "what runs is left alone");
        String after = get(port, "/api/v1/status");
        assertEquals(member(before, "node"), member(after, "node"));
        assertEquals(member(before, "log_root"), member(after, "log_root"));

        assertEquals(
                "Stopped 5 nodes.\n",
                run("down", "--data", network().toString()).out());
        assertFalse(areRunning());
        up(port);
        assertEquals(member(before, "log_root"), member(get(port, "/api/v1/status"), "log_root"));
    }

    private boolean areRunning() throws IOException {
        for (String node : NODES) {
            Path lock = network().resolve("nodes").resolve(node).resolve("node.lock");
            if (ProcessHandle.of(Long.parseLong(Files.readString(lock).strip())).isPresent()) {
                return true;
            }
        }
        return false;
    }
}
