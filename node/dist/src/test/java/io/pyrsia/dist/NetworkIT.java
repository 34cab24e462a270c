package io.pyrsia.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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

    @Test
    void whatKeepsANodeFromStartingIsOneSentence() throws Exception {
        int port = FreePorts.row(5);
        assertEquals(
                0,
                run("node", "prepare", network().toString(), String.valueOf(port), "4")
                        .exitCode());
        Path folder = network().resolve("nodes/authority-1");
        Path conf = folder.resolve("node.conf");
        String good = Files.readString(conf);
        long line = good.lines().count() + 1;

        Files.writeString(conf, good + "http.prot = 1\n");
        refused(2, conf + ":" + line + ": there is no http.prot; did you mean http.port?");
        Files.writeString(conf, good + "http.host = 0.0.0.0\n");
        refused(
                2,
                conf + ":" + line + ": on 0.0.0.0 others can read and change what is sent: set http.tls.certificate and"
                        + " http.tls.key, or use 127.0.0.1");
        Files.writeString(conf, good);

        Path foreign = Files.createFile(folder.resolve("holiday.jpg"));
        refused(3, folder + " is not the data of a Pyrsia node, it has holiday.jpg: name a folder that is empty");
        Files.delete(foreign);

        Path genesis = network().resolve("nodes/genesis.json");
        String began = Files.readString(genesis);
        Files.writeString(genesis, began.replaceFirst("\"time_ms\":\\d+", "\"time_ms\":4102444800000"));
        Launched early = run("node", "--config", conf.toString());
        assertEquals(6, early.exitCode(), early.err());
        assertTrue(early.err().endsWith("but the network began on 2100-01-01T00:00:00Z: set the clock\n"), early.err());
        Files.writeString(genesis, began);
        Files.delete(folder.resolve("pyrsia-data"));

        try (ServerSocket taken = new ServerSocket(port + 1, 1, InetAddress.getLoopbackAddress())) {
            refused(
                    4,
                    "HTTP port " + taken.getLocalPort() + " of 127.0.0.1 is taken by another program: stop that one,"
                            + " or set http.port to another one");
        }
        String mark = Files.readString(folder.resolve("pyrsia-data"));
        Files.writeString(folder.resolve("pyrsia-data"), mark.replaceFirst("1", "2"));
        refused(
                3,
                "the data in " + folder + " is of format 2, this program knows 1: use the program that wrote it, or a"
                        + " newer one");
        Files.writeString(folder.resolve("pyrsia-data"), mark);
    }

    private void refused(int exitCode, String sentence) throws IOException, InterruptedException {
        Path conf = network().resolve("nodes/authority-1/node.conf");
        Launched node = run("node", "--config", conf.toString());
        assertEquals("pyrsia: " + sentence + "\n", node.err());
        assertEquals(exitCode, node.exitCode());
    }

    @Test
    void aSecondProcessOnTheSameDataIsRefused() throws Exception {
        int port = FreePorts.row(5);
        up(port);
        Path folder = network().resolve("nodes/regular");
        Launched second = run("node", "--config", folder.resolve("node.conf").toString());
        assertEquals(4, second.exitCode());
        assertEquals(
                "pyrsia: the data in " + folder + " is in use by process "
                        + process("regular").pid() + ": stop that one first\n",
                second.err());
        Path copy = Files.createDirectories(temporary.resolve("copy"));
        Files.copy(folder.resolve("node.key"), copy.resolve("node.key"));
        Launched sameKey = run("node", "--config", folder.resolve("node.conf").toString(), "--data", copy.toString());
        assertEquals(4, sameKey.exitCode());
        assertTrue(sameKey.err().startsWith("pyrsia: the key of node "), sameKey.err());
    }
}
