package io.pyrsia.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `pyrsia up` and `pyrsia node` as people run them: real processes, sockets and disks.
@SuppressWarnings("try") // an interruption ends the test
class NetworkIT {

    private static final Duration DEATH = Duration.ofSeconds(10);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path temporary;

    private static String get(String address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static String status(UpNetwork network, String node) throws IOException, InterruptedException {
        return get(network.address(node) + "/api/v1/status");
    }

    private static String member(String json, String name) {
        Matcher member = Pattern.compile("\"" + name + "\":\"?([^,\"}]*)").matcher(json);
        assertTrue(member.find(), json);
        return member.group(1);
    }

    @Test
    void startsAgreesAndSurvivesTheDeathOfAnyNode() throws Exception {
        try (UpNetwork network = UpNetwork.unmade(temporary)) {
            Launched up = network.up();
            assertTrue(up.out().startsWith("The network is up after "), up.out());
            String before = status(network, "regular");
            assertEquals("1", member(before, "height"));
            assertEquals("6", member(before, "log_size"));
            assertEquals("ready\n", get(network.address("regular") + "/health/ready"));
            assertTrue(get(network.address("regular") + "/metrics").contains("\npyrsia_height 1\n"));
            assertEquals(
                    member(before, "log_root"),
                    member(status(network, "authority-4"), "log_root"),
                    "on an authority too");

            Launched other = network.pyrsia(
                    "up", "--data", network.folder().toString(), "--oci-upstreams", "docker.io=http://127.0.0.1:1");
            assertEquals(2, other.exitCode());
            assertTrue(other.err().contains("is made, with the upstreams it has"), other.err());

            long kept = network.process("authority-2").pid();
            network.kill("authority-1", DEATH);
            network.kill("regular", DEATH);
            network.up();
            assertEquals(kept, network.process("authority-2").pid(), "what runs is left alone");
            String after = status(network, "regular");
            assertEquals(member(before, "node"), member(after, "node"));
            assertEquals(member(before, "log_root"), member(after, "log_root"));

            assertEquals("Stopped 5 nodes.\n", network.down().out());
            for (String node : UpNetwork.NODES) {
                assertFalse(network.isRunning(node), node);
            }
            network.up();
            assertEquals(member(before, "log_root"), member(status(network, "regular"), "log_root"));
        }
    }
}
