package io.pyrsia.server.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.ledger.transaction.Observation;
import io.pyrsia.ledger.transaction.Transaction;
import io.pyrsia.server.consensus.HostNetwork;
import io.pyrsia.server.ledger.TransactionResult;
import io.pyrsia.server.main.Asking;
import io.pyrsia.server.main.RunningNetwork;
import io.pyrsia.server.main.RunningNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The original's endpoints of a whole node, asked as the original's client asks: over a socket, in its own shapes.
class OriginalApiTest {

    private static final Digest RECIPE = Digest.sha256(Bytes.of(1));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static RunningNetwork network;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static RunningNode node;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Asking client;

    @BeforeAll
    static void start() throws Exception {
        network = RunningNetwork.started(folder);
        node = network.node(0);
        client = new Asking(node.uri(), node.token().authorization());
    }

    @AfterAll
    static void stop() {
        client.close();
        network.close();
    }

    @Test
    void statusHasTheOriginalsThreeMembers() throws Exception {
        RunningNode.await(
                "three peers", () -> status().members().get("peers_count") instanceof Json.Num(double n) && n == 3);
        Json.Obj status = status();
        assertEquals(
                List.of("peer_addrs", "peer_id", "peers_count"),
                List.copyOf(status.members().keySet()));
        assertEquals(peerId(node), status.text("peer_id"));
        assertEquals(1, status.array("peer_addrs").size());
    }

    private static Json.Obj status() {
        try {
            return (Json.Obj) json(client.get("/status"));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void peersAreAListOfIds() throws Exception {
        RunningNode.await(
                "three peers", () -> status().members().get("peers_count") instanceof Json.Num(double n) && n == 3);
        Json.Array peers = (Json.Array) json(client.get("/peers"));
        assertEquals(3, peers.items().size());
        assertTrue(peers.items().contains(Json.of(peerId(network.node(1)))));
    }

    @Test
    void aBuilderIsAuthorizedOnce() throws Exception {
        String peer = "{\"peer_id\":\""
                + HostNetwork.peer(
                        PrivateKey.generate(Randomness.seeded(1)).publicKey().id()) + "\"}";
        HttpResponse<String> first = client.post("/authorized_node", peer);
        assertEquals(201, first.statusCode(), first.body());
        assertEquals("", first.body());
        HttpResponse<String> second = client.post("/authorized_node", peer);
        assertEquals(400, second.statusCode());
        assertTrue(message(second).endsWith("already exists"), second.body());
    }

    @Test
    void whatIsNoPeerIdIsRefused() throws Exception {
        HttpResponse<String> answer = client.post("/authorized_node", "{\"peer_id\":\"nobody\"}");
        assertEquals(400, answer.statusCode());
        assertTrue(message(answer).startsWith("'peer_id': "), answer.body());
    }

    @Test
    void aBuildIsStartedFoundAgainAndAskedFor() throws Exception {
        publishRecipe("pkg:docker/library/alpine@3.16");
        HttpResponse<String> started = client.post("/build/docker", "{\"image\":\"alpine:3.16\"}");
        assertEquals(200, started.statusCode(), started.body());
        String id = ((Json.Obj) json(started)).text("build_id");
        HttpResponse<String> again = client.post("/build/docker", "{\"image\":\"alpine:3.16\"}");
        assertEquals(id, ((Json.Obj) json(again)).text("build_id"));
        HttpResponse<String> state = client.post("/build/status", "{\"build_id\":\"" + id + "\"}");
        assertEquals(200, state.statusCode());
        assertEquals("RUNNING", assertInstanceOf(Json.Text.class, json(state)).value());
    }

    @Test
    void aMavenBuildMayComeToTheAddressForDocker() throws Exception {
        publishRecipe("pkg:maven/commons-codec/commons-codec@1.15");
        for (String path : List.of("/build/maven", "/build/docker")) {
            HttpResponse<String> answer = client.post(path, "{\"gav\":\"commons-codec:commons-codec:1.15\"}");
            assertEquals(200, answer.statusCode(), answer.body());
        }
    }

    @Test
    void whatCannotBeBuiltIsRefusedInASentence() throws Exception {
        HttpResponse<String> bad = client.post("/build/maven", "{\"gav\":\"bad\"}");
        assertEquals(400, bad.statusCode());
        assertEquals(
                "'gav': a GAV is GROUP:ARTIFACT:VERSION such as commons-codec:commons-codec:1.15, not 'bad'",
                message(bad));
        HttpResponse<String> unknown = client.post("/build/docker", "{\"image\":\"nobody/has:this\"}");
        assertEquals(409, unknown.statusCode());
        assertEquals("the version has no recipe", message(unknown));
        assertEquals(400, client.post("/build/docker", "{}").statusCode());
        assertEquals(
                400,
                client.post("/build/docker", "{\"image\":\"a:1\",\"gav\":\"a:b:1\"}")
                        .statusCode());
    }

    @Test
    void anUnknownBuildIsNotFound() throws Exception {
        for (String id : List.of("3f8e", "0".repeat(64))) {
            HttpResponse<String> answer = client.post("/build/status", "{\"build_id\":\"" + id + "\"}");
            assertEquals(404, answer.statusCode());
            assertEquals("Build status for '" + id + "' was not found", message(answer));
        }
    }

    @Test
    void theLogIsInspectedAsJsonAndAsLines() throws Exception {
        observe("pkg:docker/library/busybox@1.36", 7);
        HttpResponse<String> all =
                client.post("/inspect/docker", "{\"image\":\"busybox:1.36\",\"output_params\":null}");
        assertEquals(200, all.statusCode(), all.body());
        Json.Obj entry = (Json.Obj) ((Json.Array) json(all)).items().getFirst();
        assertEquals(13, entry.members().size());
        assertEquals("Docker", entry.text("package_type"));
        assertEquals("busybox:1.36", entry.text("package_specific_id"));
        assertEquals(Digest.sha256(Bytes.of(7)).toString(), entry.text("artifact_hash"));
        assertEquals(1, entry.integer("num_artifacts"));
        assertEquals(peerId(node), entry.text("node_id"));
        HttpResponse<String> lines = client.post(
                "/inspect/docker",
                "{\"image\":\"busybox:1.36\",\"output_params\":{\"format\":\"CSV\",\"content\":{\"fields\":"
                        + "[\"PackageSpecificId\",\"NodePublicKey\",\"PackageSpecificId\"]}}}");
        assertEquals(
                "text/csv; charset=utf-8",
                lines.headers().firstValue("Content-Type").orElse(""));
        NodeId key = new NodeId(node.parts().host().identity().key().data());
        assertEquals("package_specific_id,node_public_key\nbusybox:1.36," + key + "\n", lines.body());
    }

    @Test
    void whatTheLogDoesNotHaveIsAnEmptyList() throws Exception {
        HttpResponse<String> answer = client.post("/inspect/maven", "{\"gav\":\"no.such:thing:1\"}");
        assertEquals("[]", answer.body());
        HttpResponse<String> attack = client.post("/inspect/docker", "{\"image\":\"x' OR 1=1 --:1\"}");
        assertEquals(400, attack.statusCode());
    }

    @Test
    void questionsAreOpenAndChangesNeedTheToken() throws Exception {
        try (Asking stranger = new Asking(node.uri(), "")) {
            assertEquals(200, stranger.get("/status").statusCode());
            assertEquals(
                    200, stranger.post("/inspect/maven", "{\"gav\":\"a:b:1\"}").statusCode());
            assertEquals(
                    404, stranger.post("/build/status", "{\"build_id\":\"x\"}").statusCode());
            for (String path : List.of("/authorized_node", "/build/docker", "/build/maven")) {
                HttpResponse<String> refused = stranger.post(path, "{}");
                assertEquals(401, refused.statusCode(), path);
                assertTrue(message(refused).contains("api-token"), refused.body());
            }
        }
    }

    @Test
    void theTokenMayComeAsAPassword() throws Exception {
        String basic =
                Base64.getEncoder().encodeToString(("any:" + node.token().secret()).getBytes(StandardCharsets.UTF_8));
        try (Asking original = new Asking(node.uri(), "Basic " + basic)) {
            assertEquals(
                    409,
                    original.post("/build/docker", "{\"image\":\"never:1\"}").statusCode());
        }
        String wrong = Base64.getEncoder().encodeToString("any:wrong".getBytes(StandardCharsets.UTF_8));
        for (String given : List.of("Basic " + wrong, "Basic ?", "Basic", "Bearer ")) {
            try (Asking stranger = new Asking(node.uri(), given)) {
                assertEquals(
                        401,
                        stranger.post("/build/docker", "{\"image\":\"never:1\"}")
                                .statusCode(),
                        given);
            }
        }
    }

    private static void publishRecipe(String version) throws Exception {
        try (ApiClient api = node.client()) {
            api.submit(new Instruction.PublishRecipe(new Instruction.Recipe(
                    Purl.parse(version),
                    RECIPE,
                    new Instruction.Source(
                            Instruction.Source.Kind.ARCHIVE, "https://example.org/source.tar", RECIPE.toString()),
                    false,
                    List.of())));
        }
    }

    private static void observe(String purl, int content) throws Exception {
        Observation seen = new Observation(
                Purl.parse(purl),
                Digest.sha256(Bytes.of(content)),
                null,
                1,
                Bytes.repeat((byte) content, 32),
                "application/octet-stream",
                "https://example.org/" + content,
                node.parts().clock().now().toEpochMilli(),
                false);
        TransactionResult result =
                node.parts().ledger().submit(new Transaction.Observe(seen)).get(60, TimeUnit.SECONDS);
        assertInstanceOf(TransactionResult.Accepted.class, result);
    }

    private static String peerId(RunningNode of) {
        return of.parts().host().identity().id().toString();
    }

    private static Json json(HttpResponse<String> answer) throws Exception {
        return JsonReader.read(answer.body());
    }

    /// Where the original's client looks for the reason.
    private static String message(HttpResponse<String> answer) throws Exception {
        Json.Obj error = (Json.Obj) ((Json.Obj) json(answer)).array("errors").getFirst();
        return error.text("message");
    }
}
