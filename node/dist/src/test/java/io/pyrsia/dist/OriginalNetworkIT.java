package io.pyrsia.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.dist.faults.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The cases of the original's integration tests that need a network, with exit codes that are right. A registry of
/// this machine is the hub, and the regular node is a trusted registry, which says in the log what it saw there.
class OriginalNetworkIT {

    private static final Pattern STARTED =
            Pattern.compile("Build request successfully handled\\. Build with ID '(\\S+)' has been started\\.\n");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path temporary;

    @SuppressWarnings("NullAway.Init") // before all
    private static Hub hub;

    @SuppressWarnings("NullAway.Init") // before all
    private static UpNetwork network;

    @BeforeAll
    static void start() throws Exception {
        hub = new Hub();
        network = UpNetwork.unmade(temporary);
        Launched up = network.up(
                "--oci-upstreams",
                "docker.io=" + hub.address(),
                "--maven-upstreams",
                "central=" + hub.address() + "/maven2");
        assertTrue(up.out().contains("  pyrsia use docker ") && up.out().contains("  pyrsia use maven "), up.out());
    }

    @AfterAll
    static void stop() throws Exception {
        network.close();
        hub.close();
    }

    private static Launched at(String node, String words) throws Exception {
        return network.pyrsia(Stream.concat(
                        Stream.of(words.split(" ", -1)),
                        Stream.of(
                                "--node",
                                network.address(node),
                                "--token-file",
                                network.token().toString()))
                .toArray(String[]::new));
    }

    private static void assertSays(int exitCode, String part, Launched run) {
        assertTrue((run.out() + run.err()).contains(part), run.out() + run.err());
        assertEquals(exitCode, run.exitCode(), run.out() + run.err());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI address = URI.create(network.address("regular") + path);
            return client.send(
                    HttpRequest.newBuilder(address)
                            .header("Accept", Hub.MANIFEST)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void theNodeAnswersAndHasPeers() throws Exception {
        assertSays(0, "Connection Successful !!", at("regular", "ping"));
        Await.until(() -> "the node has four peers", () -> {
            Launched status = at("regular", "status");
            assertEquals(0, status.exitCode(), status.err());
            assertEquals("", status.err());
            return status.out().startsWith("Connected Peers Count:       4\n");
        });
        assertSays(0, "Connected Peers:", at("regular", "list"));
        assertSays(0, "12D3KooW", at("regular", "-l"));
    }

    @Test
    void anImageThatNobodyKnowsIsNotBuilt() throws Exception {
        assertSays(1, "the version has no recipe", at("regular", "build docker --image fake:1"));
        assertSays(3, "'fake-id' was not found", at("regular", "build status --id fake-id"));
    }

    @Test
    void aNodeIsAuthorizedOnce() throws Exception {
        NodeId fresh = PrivateKey.generate(Randomness.secure()).publicKey().id();
        assertSays(0, "Authorize request successfully handled.", at("authority-1", "authorize --peer " + fresh));
        String first;
        try (ApiClient client = network.api("authority-1")) {
            first = client.status().peerId();
        }
        Launched again = at("authority-1", "authorize -p " + first);
        assertSays(1, "400 Bad", again);
        assertSays(1, "already exists", again);
    }

    /// Who builds is not part of this network: the build is drawn and runs, and who asks again joins it.
    @Test
    void aBuildIsStarted() throws Exception {
        Purl purl = Purl.parse("pkg:docker/library/busybox@1.36");
        Digest any = Digest.sha256(Bytes.wrap("any".getBytes(StandardCharsets.US_ASCII)));
        try (ApiClient authority = network.api("authority-1")) {
            authority.submit(new Instruction.PublishRecipe(new Instruction.Recipe(
                    purl,
                    any,
                    new Instruction.Source(
                            Instruction.Source.Kind.ARCHIVE, "https://source.example/busybox.tar.gz", any.toString()),
                    false,
                    List.of())));
        }
        AtomicReference<String> id = new AtomicReference<>("");
        Await.until(() -> "the regular node has the recipe", () -> {
            Matcher started = STARTED.matcher(
                    at("regular", "build docker --image busybox:1.36").out());
            id.set(started.matches() ? started.group(1) : "");
            return started.matches();
        });
        assertSays(0, "Build status for '" + id + "' is 'RUNNING'", at("regular", "build status --id " + id));
        Launched again = at("regular", "build docker --image busybox:1.36");
        assertSays(0, "Build with ID '" + id + "' has been started", again);
    }

    @Test
    void anImageComesFromTheHubAndIsLogged() throws Exception {
        assertSays(3, "the log has nothing", at("regular", "inspect-log docker --image alpine:3.16"));
        assertEquals(404, get("/v2/library/alpine/manifests/3.15").statusCode());
        assertTrue(get("/v2/library/alpine/manifests/3.15").body().contains("MANIFEST_UNKNOWN"));
        String manifest = hub.image("library/alpine", "3.16");
        HttpResponse<String> pulled = get("/v2/library/alpine/manifests/3.16");
        assertEquals(200, pulled.statusCode(), pulled.body());
        assertEquals(manifest, pulled.body());
        awaitLogged("inspect-log docker --image alpine:3.16", "alpine");
    }

    @Test
    void aMavenFileComesFromTheHubAndIsLogged() throws Exception {
        assertSays(3, "the log has nothing", at("regular", "inspect-log maven --gav commons-codec:commons-codec:1.15"));
        String path = "commons-codec/commons-codec/1.15/commons-codec-1.15.jar";
        hub.file(path, "not really a jar");
        HttpResponse<String> pulled = get("/maven2/" + path);
        assertEquals(200, pulled.statusCode(), pulled.body());
        assertEquals("not really a jar", pulled.body());
        awaitLogged("inspect-log maven --gav commons-codec:commons-codec:1.15", "commons-codec");
    }

    private static void awaitLogged(String inspect, String name) throws Exception {
        for (String node : List.of("regular", "authority-2")) {
            Await.until(
                    () -> "the log of " + node + " has " + name,
                    () -> at(node, inspect).exitCode() == 0);
            Launched logged = at(node, inspect + " --format csv --fields package_specific_id,operation");
            assertTrue(logged.out().contains(name), logged.out());
        }
    }
}
