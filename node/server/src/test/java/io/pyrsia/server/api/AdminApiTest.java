package io.pyrsia.server.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Authorities;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.LogPage;
import io.pyrsia.client.api.LogQuery;
import io.pyrsia.client.api.NodeStatus;
import io.pyrsia.client.api.Problem;
import io.pyrsia.client.api.Receipt;
import io.pyrsia.client.json.RecordJson;
import io.pyrsia.log.note.LogProof;
import io.pyrsia.server.http.Answers;
import io.pyrsia.server.main.Asking;
import io.pyrsia.server.main.RunningNetwork;
import io.pyrsia.server.main.RunningNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every route of the admin API of a whole node, asked over a socket: what it answers, and what it refuses.
class AdminApiTest {

    private static final String UNKNOWN = "0".repeat(64);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static RunningNetwork network;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static RunningNode node;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Asking owner;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Asking stranger;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static ApiClient api;

    @BeforeAll
    static void start() throws Exception {
        network = RunningNetwork.started(folder);
        node = network.node(0);
        owner = new Asking(node.uri(), node.token().authorization());
        stranger = new Asking(node.uri(), "");
        api = node.client();
    }

    @AfterAll
    static void stop() {
        api.close();
        owner.close();
        stranger.close();
        network.close();
    }

    @Test
    void statusPeersAuthoritiesAndKeysAgree() throws Exception {
        RunningNode.await("three peers", () -> peers() == 3);
        NodeStatus status = api.status();
        assertEquals(NodeStatus.Role.AUTHORITY, status.role());
        assertTrue(status.ready());
        Authorities authorities = api.authorities();
        assertEquals(4, authorities.members().size());
        assertEquals(3, authorities.quorum());
        List<NodeId> self = authorities.members().stream()
                .filter(Authorities.Member::self)
                .map(Authorities.Member::node)
                .toList();
        assertEquals(List.of(status.node()), self);
        assertEquals(status.node(), api.keys().node());
        assertEquals(status.peerId(), api.keys().peerId());
    }

    private static int peers() {
        try {
            return api.peers().peers().size();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void linesNeedTheTokenAlsoOnLoopback() throws Exception {
        assertEquals(401, stranger.get("/api/v1/logs").statusCode());
        assertTrue(api.logs(1).lines().size() <= 1);
        for (String lines : List.of("0", "-1", "1001", "many", "99999999999")) {
            refused(Problem.Code.MALFORMED, owner.get("/api/v1/logs?lines=" + lines));
        }
    }

    /// While the ballot is secret, what a builder prints is too.
    @Test
    void whatABuilderPrintsNeedsTheTokenAlsoOnLoopback() throws Exception {
        String path = "/api/v1/work/" + "00".repeat(32) + "/log";
        assertEquals(401, stranger.get(path).statusCode());
        refused(Problem.Code.NOT_FOUND, owner.get(path));
    }

    @Test
    void aTransactionIsFinalWhenItIsAnswered() throws Exception {
        Receipt receipt = api.submit(new Instruction.RegisterBuilder(builder(1)));
        assertTrue(api.status().height() >= receipt.height());
        ApiRefusal again =
                assertThrows(ApiRefusal.class, () -> api.submit(new Instruction.RegisterBuilder(builder(1))));
        assertTrue(again.problem().is(Problem.Code.REJECTED));
        assertEquals("ALREADY_BUILDER", again.problem().reason());
    }

    @Test
    void anInstructionThatIsNotUnderstoodIsRefused() throws Exception {
        String path = "/api/v1/transactions";
        for (String body : List.of(
                "",
                "[]",
                "{",
                "{\"type\":\"propose\"}",
                "{\"type\":\"no-such\"}",
                "{\"type\":\"endorse\",\"proposal\":\"short\"}",
                "{\"type\":\"register-builder\",\"node\":\"12\"}",
                "{\"type\":\"register-builder\",\"node\":\"" + builder(2) + "\",\"more\":1}")) {
            refused(Problem.Code.MALFORMED, owner.post(path, body));
        }
        refused(Problem.Code.UNAUTHORISED, stranger.post(path, "{}"));
        byte[] large = new byte[Answers.MAX_BODY_BYTES + 1];
        refused(Problem.Code.TOO_LARGE, owner.post(path, "application/json", large));
        refused(Problem.Code.TOO_LARGE, owner.post(path, "application/octet-stream", large));
        refused(Problem.Code.MALFORMED, owner.post(path, "application/octet-stream", new byte[] {1, 2, 3}));
        refused(Problem.Code.NOT_JSON, owner.post(path, "text/plain", "{}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aBuildWithoutARecipeIsRejected() throws Exception {
        ApiRefusal refusal =
                assertThrows(ApiRefusal.class, () -> api.requestBuild(Purl.parse("pkg:npm/left-pad@1.3.0")));
        assertEquals("NO_SUCH_RECIPE", refusal.problem().reason());
        String path = "/api/v1/builds";
        refused(Problem.Code.MALFORMED, owner.post(path, "{\"purl\":\"left-pad\"}"));
        refused(Problem.Code.MALFORMED, owner.post(path, "{}"));
        refused(Problem.Code.UNAUTHORISED, stranger.post(path, "{\"purl\":\"pkg:npm/left-pad@1.3.0\"}"));
        refused(Problem.Code.NOT_JSON, owner.post(path, "text/html", new byte[0]));
        refused(Problem.Code.NOT_FOUND, stranger.get(path + "/" + UNKNOWN));
        refused(Problem.Code.MALFORMED, stranger.get(path + "/1234"));
    }

    @Test
    void aBuildCanBeAskedFor() throws Exception {
        Purl purl = Purl.parse("pkg:npm/is-odd@3.0.1");
        String digest = "sha256:" + "ab".repeat(32);
        api.submit(new Instruction.PublishRecipe(new Instruction.Recipe(
                purl,
                Digest.parse(digest),
                new Instruction.Source(Instruction.Source.Kind.ARCHIVE, "https://example.org/s.tgz", digest),
                false,
                List.of())));
        Build started = api.requestBuild(purl);
        assertEquals(purl, api.build(started.id()).purl());
    }

    @Test
    void theLogIsSearchedReadAndProven() throws Exception {
        api.submit(new Instruction.RegisterBuilder(builder(3)));
        LogPage found = api.search(LogQuery.of(LogQuery.Facet.NODE, builder(3).toString()));
        assertEquals(1, found.entries().size());
        assertNull(found.next());
        long index = found.entries().getFirst().index();
        assertEquals(builder(3).toString(), api.entry(index).entry().text("node_id"));
        RunningNode.await(
                "a signed checkpoint over the entry",
                () -> node.parts().ledger().status().checkpointSize() > index);
        LogProof proof = LogProof.parse(Bytes.wrap(api.proof(index).getBytes(StandardCharsets.UTF_8)));
        assertEquals(index, proof.index());
    }

    @Test
    void aSearchThatIsNotUnderstoodIsRefused() throws Exception {
        for (String query : List.of(
                "",
                "facet=NONE",
                "facet=TIME&limit=0",
                "facet=TIME&limit=101",
                "facet=TIME&prefix=perhaps",
                "facet=TIME&oldest_first=1",
                "facet=TIME&from=yesterday",
                "facet=TIME&from=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z",
                "facet=TIME&cursor=nonsense")) {
            refused(Problem.Code.MALFORMED, stranger.get("/api/v1/log?" + query));
        }
        for (String index : List.of("x", "-1", "1e3", "9".repeat(16))) {
            refused(Problem.Code.MALFORMED, stranger.get("/api/v1/log/entries/" + index));
            refused(Problem.Code.MALFORMED, stranger.get("/api/v1/log/entries/" + index + "/proof"));
        }
        refused(Problem.Code.NOT_FOUND, stranger.get("/api/v1/log/entries/999999999"));
        refused(Problem.Code.NOT_FOUND, stranger.get("/api/v1/log/entries/999999999/proof"));
    }

    @Test
    void whatNobodyVouchedForHasNoTrust() throws Exception {
        assertNull(api.trust(Purl.parse("pkg:npm/unknown@1")).level());
        refused(Problem.Code.MALFORMED, stranger.get("/api/v1/trust"));
        refused(Problem.Code.MALFORMED, stranger.get("/api/v1/trust?purl=nonsense"));
    }

    @Test
    void anotherMethodIsToldWhatTheAddressTakes() throws Exception {
        for (String method : List.of("PUT", "DELETE", "PATCH", "POST")) {
            HttpResponse<String> answer = owner.method(method, "/api/v1/status");
            refused(Problem.Code.METHOD_NOT_ALLOWED, answer);
            assertEquals("GET", answer.headers().firstValue("Allow").orElse(""));
        }
        refused(Problem.Code.METHOD_NOT_ALLOWED, stranger.get("/api/v1/transactions"));
        refused(Problem.Code.NOT_FOUND, stranger.get("/api/v1/no-such"));
        refused(Problem.Code.UNAUTHORISED, stranger.method("DELETE", "/api/v1/status"));
    }

    @Test
    void healthAndMetricsAreForProgramsThatWatch() throws Exception {
        assertEquals("live\n", stranger.get("/health/live").body());
        RunningNode.await("readiness", () -> status("/health/ready") == 200);
        String metrics = stranger.get("/metrics").body();
        assertTrue(metrics.contains("\npyrsia_ready 1\n"), metrics);
        assertFalse(metrics.contains(node.token().secret()));
    }

    /// But for what only some nodes tell: the scrub's, and the clock's once others were asked.
    @Test
    void dashboardAndRulesAskForWhatNodesTell() throws Exception {
        for (String file : Set.of("dashboard.json", "alerts.yaml")) {
            Set<String> asked = metrics(Files.readString(Path.of("../../charts/pyrsia-operator/monitoring", file)));
            asked.removeIf(name -> name.startsWith("pyrsia_operator_"));
            asked.removeAll(Set.of("pyrsia_clock_ahead_seconds", "pyrsia_scrub_damaged_total"));
            assertTrue(asked.contains("pyrsia_ready"), file);
            // A request is counted when it is over.
            RunningNode.await("all that " + file + " asks for: " + asked, () -> told().containsAll(asked));
        }
    }

    private static Set<String> told() {
        try {
            return metrics(stranger.get("/metrics").body());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> metrics(String text) {
        Set<String> names = new TreeSet<>();
        Matcher name = Pattern.compile("\\bpyrsia_[a-z_]+").matcher(text);
        while (name.find()) {
            names.add(name.group());
        }
        return names;
    }

    private static int status(String path) {
        try {
            return stranger.get(path).statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aNodeWithoutOthersIsLiveAndNotReady() throws Exception {
        Path alone = folder.resolve("alone");
        try (RunningNetwork lonely = new RunningNetwork(alone);
                Asking client = new Asking(lonely.start(0).uri(), "")) {
            assertEquals(200, client.get("/health/live").statusCode());
            HttpResponse<String> ready = client.get("/health/ready");
            assertEquals(503, ready.statusCode());
            assertTrue(ready.body().contains("no other node is connected"), ready.body());
        }
    }

    private static NodeId builder(int number) {
        return PrivateKey.generate(Randomness.seeded(1_000 + number))
                .publicKey()
                .id();
    }

    private static void refused(Problem.Code code, HttpResponse<String> answer) throws Malformed {
        String asked = answer.request().method() + " " + answer.uri() + " " + answer.body();
        assertEquals(code.status(), answer.statusCode(), asked);
        assertEquals(
                Problem.MEDIA_TYPE, answer.headers().firstValue("Content-Type").orElse(""), asked);
        Problem problem = RecordJson.read(Problem.class, JsonReader.read(answer.body()), RecordJson.Unknown.REFUSED);
        assertTrue(problem.is(code), asked);
        assertFalse(problem.detail().isEmpty(), asked);
    }
}
