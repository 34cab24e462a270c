package io.pyrsia.cli.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.attestation.Envelope;
import io.pyrsia.base.crypto.PrivateKey;
import io.pyrsia.base.json.CanonicalJson;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.seam.Randomness;
import io.pyrsia.cli.FakeNode;
import io.pyrsia.cli.Run;
import io.pyrsia.cli.Samples;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.Build.State;
import io.pyrsia.client.api.LogPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is told of a build that is over, from the log's entry and the statements of builders.
class BuildEvidenceTest {

    private static final Purl IDNA = Samples.purl("pkg:pypi/idna@3.10");
    private static final Digest WHEEL = Digest.sha256(Bytes.of(1));
    private static final Digest OTHER = Digest.sha256(Bytes.of(2));
    private static final String REPORT = """
            {"differences":[{"level":"E2","path":"a\\u001b.txt","reasons":["times differ"]}],"differing":1,"level":"E2",\
            "meaning":"order and times","reasons":["entries reordered"]}""";

    @TempDir
    private Path folder;

    private final FakeNode node;
    private final PrivateKey builder = PrivateKey.generate(Randomness.secure());

    BuildEvidenceTest() throws IOException {
        node = new FakeNode();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @BeforeEach
    void publish() {
        is(State.PUBLISHED, "VERIFIED");
        Json statement = Json.object(Map.of(
                "predicate",
                Json.object(Map.of(
                        "runDetails",
                        Json.object(Map.of(
                                "byproducts",
                                Json.array(List.of(
                                        product("build.log", "compiled\n"),
                                        product("comparison.json", REPORT),
                                        product("comparison.html", "<h1>E2</h1>")))))))));
        Digest attestation =
                blob(text(Envelope.sign(CanonicalJson.bytes(statement), builder).json()));
        NodeId honest = builder.publicKey().id();
        NodeId liar = PrivateKey.generate(Randomness.secure()).publicKey().id();
        Json.Obj entry = Json.object(Map.of(
                "request", Json.of("ab"),
                "operation", Json.of("AddArtifact"),
                "artifact_id", Json.of(IDNA + "#idna.whl"),
                "builders",
                        Json.array(List.of(
                                vote(honest, "E0", WHEEL, attestation, true),
                                vote(liar, "X", OTHER, attestation, false)))));
        node.answers(
                "GET log?facet=VERSION&term=pkg%3Apypi%2Fidna%403.10&limit=100",
                LogPage.class, new LogPage(List.of(new LogPage.Entry(7, entry)), null));
    }

    private void is(State state, String detail) {
        node.answers("GET builds/ab", Build.class, new Build("ab", IDNA, state, detail, 0, List.of(), null, null));
    }

    private static Json vote(NodeId node, String sameness, Digest bytes, Digest attestation, boolean isTrusted) {
        return Json.object(Map.of(
                "node_id", Json.of(node.toString()),
                "trusted", Json.of(isTrusted),
                "sameness", Json.of(sameness),
                "artifact_hash", Json.of(bytes.toString()),
                "attestation", Json.of(attestation.toString())));
    }

    private Json product(String name, String content) {
        return Json.object(Map.of(
                "name",
                Json.of(name),
                "digest",
                Json.object(Map.of("sha256", Json.of(blob(content).hex())))));
    }

    private Digest blob(String content) {
        Digest digest = Digest.sha256(Bytes.wrap(content.getBytes(StandardCharsets.UTF_8)));
        node.answers("GET blobs/sha256%3A" + digest.hex(), 200, content);
        return digest;
    }

    private static String text(Bytes utf8) {
        return new String(utf8.toArrayUnsafe(), StandardCharsets.UTF_8);
    }

    @Test
    void whySaysWhoMadeWhat() {
        String who = builder.publicKey().id().toString().substring(0, 8);
        Run why = node.run("build", "why", "ab");
        assertEquals(0, why.exitCode(), why.err());
        assertTrue(why.out().startsWith("It was published as VERIFIED.\n" + IDNA + "#idna.whl:\n"), why.out());
        assertTrue(
                why.out()
                        .contains("1 builder made " + WHEEL + ", the bytes that were published (E0): " + who
                                + " (trusted)"),
                why.out());
        assertTrue(why.out().contains("1 builder made " + OTHER + ", something else (X)"), why.out());
        assertTrue(why.out().endsWith("E2: order and times\n    entries reordered\n"), why.out());
        assertTrue(node.run("build", "why", "ab", "--output", "json").out().contains("\"build\": \"ab\""));
    }

    @Test
    void theReportIsForPeopleProgramsAndBrowsers() throws IOException {
        Run report = node.run("build", "report", "ab");
        assertEquals(
                "E2: order and times\n  entries reordered\n  E2 a\uFFFD.txt: times differ\n",
                report.out(),
                report.err());
        assertTrue(node.run("build", "report", "ab", "--output", "yaml").out().contains("level: E2"));
        Path page = folder.resolve("page.html");
        assertEquals(
                0, node.run("build", "report", "ab", "--html", page.toString()).exitCode());
        assertEquals("<h1>E2</h1>", Files.readString(page));
    }

    @Test
    void theLogIsABuildersOwn() {
        assertEquals(new Run(0, "compiled\n", ""), node.run("build", "log", "ab"));
        assertEquals(3, node.run("build", "log", "ab", "--of", "00").exitCode());
        is(State.BUILDING, "");
        assertEquals(7, node.run("build", "log", "ab").exitCode());
        assertEquals(7, node.run("build", "report", "ab").exitCode());
        assertEquals(
                "It is not over: 0 builders build, 0 have committed to a result.\n",
                node.run("build", "why", "ab").out());
    }

    @Test
    void aBlobThatIsAnotherIsNotBelieved() {
        node.answers(
                "GET blobs/sha256%3A"
                        + Digest.sha256(Bytes.wrap("compiled\n".getBytes(StandardCharsets.UTF_8)))
                                .hex(),
                200,
                "evil");
        Run log = node.run("build", "log", "ab");
        assertEquals(5, log.exitCode(), log.out() + log.err());
        assertTrue(log.err().contains("the node gave other bytes than sha256:"), log.err());
    }

    @Test
    void somebodyWhoWaitsIsToldWhatHappens() throws Exception {
        is(State.BUILDING, "");
        CompletableFuture<Run> waiting =
                CompletableFuture.supplyAsync(() -> node.run("build", "status", "--id", "ab", "--wait"));
        // The third question comes when the second answer was told.
        while (node.asked().size() < 3 && !waiting.isDone()) {
            Thread.onSpinWait();
        }
        is(State.PUBLISHED, "VERIFIED");
        Run run = waiting.get();
        assertEquals(
                new Run(0, "Build status for 'ab' is 'SUCCESS'\n", "0 builders build, 0 have committed to a result\n"),
                run);
    }
}
