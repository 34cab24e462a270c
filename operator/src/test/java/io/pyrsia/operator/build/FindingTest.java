package io.pyrsia.operator.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.LogPage;
import io.pyrsia.crds.BuildRequest;
import io.pyrsia.crds.BuildRequestStatus;
import io.pyrsia.operator.node.Conditions;
import io.pyrsia.operator.node.Stage;
import io.pyrsia.operator.seat.Runners.Runner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final NodeId ONE = new NodeId(Bytes.repeat((byte) 1, NodeId.BYTES));
    private static final NodeId TWO = new NodeId(Bytes.repeat((byte) 2, NodeId.BYTES));
    private static final String WHEEL = "sha256:" + "ab".repeat(32);
    private static final String OTHER = "sha256:" + "cd".repeat(32);
    private static final String STATEMENT = "sha256:" + "ef".repeat(32);

    private static Build build(Build.State state, @Nullable String detail, Build.Seat... seats) throws Exception {
        return new Build("ab", Purl.parse("pkg:pypi/idna@3.10"), state, detail, 0, List.of(seats), null, null);
    }

    private static String vote(NodeId node, boolean isTrusted, String sameness, String hash) {
        return """
                {"node_id":"%s","trusted":%s,"sameness":"%s","artifact_hash":"%s","attestation":"%s"}""".formatted(node, isTrusted, sameness, hash, STATEMENT);
    }

    private static LogPage.Entry entry(String... votes) throws Exception {
        String text = """
                {"artifact_id":"pkg:pypi/idna@3.10#idna.whl","builders":[%s]}""".formatted(String.join(",", votes));
        Bytes bytes = Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
        return new LogPage.Entry(7, (Json.Obj) JsonReader.read(bytes, 1 << 16));
    }

    private static BuildRequest wish(@Nullable BuildRequestStatus status) {
        BuildRequest wish = new BuildRequest();
        wish.getMetadata().setGeneration(1L);
        wish.setStatus(status);
        return wish;
    }

    private static BuildRequestStatus building() throws Exception {
        Build build = build(
                Build.State.BUILDING,
                null,
                new Build.Seat(ONE, true, true, false),
                new Build.Seat(TWO, false, false, false));
        return Finding.of(build)
                .status(wish(null), Map.of(ONE.toString(), new Runner("Job/one", Optional.of("compiling"))), NOW);
    }

    @Test
    void whoSitsIsToldWithWhatBuildsForIt() throws Exception {
        List<BuildRequestStatus.Seat> seats = Objects.requireNonNull(building().seats());
        assertEquals(
                new BuildRequestStatus.Seat(ONE.toString(), true, true, false, "Job/one", "compiling"),
                seats.getFirst());
        assertNull(seats.getLast().runner());
        assertNull(building().results());
    }

    @Test
    void aBuildThatIsOverKeepsItsCommitteeAndTellsEachResult() throws Exception {
        LogPage.Entry entry = entry(vote(ONE, true, "E0", WHEEL), vote(TWO, false, "X", OTHER));
        BuildRequestStatus status = Finding.of(build(Build.State.PUBLISHED, "VERIFIED"), List.of(entry))
                .status(wish(building()), Map.of(), NOW);
        assertEquals("VERIFIED", status.trust());
        assertTrue(Conditions.holds(status.conditions(), Conditions.READY));
        assertEquals(
                List.of(
                        new BuildRequestStatus.Seat(ONE.toString(), true, true, true, "Job/one", "compiling"),
                        new BuildRequestStatus.Seat(TWO.toString(), false, true, true, null, null)),
                status.seats());
        assertEquals(
                List.of(
                        new BuildRequestStatus.Result(
                                "pkg:pypi/idna@3.10#idna.whl", ONE.toString(), true, WHEEL, "E0", STATEMENT, 7),
                        new BuildRequestStatus.Result(
                                "pkg:pypi/idna@3.10#idna.whl", TWO.toString(), false, OTHER, "X", STATEMENT, 7)),
                status.results());
    }

    @Test
    void whatIsPublishedWaitsForTheLog() throws Exception {
        Finding finding = Finding.of(build(Build.State.PUBLISHED, "VERIFIED"), List.of());
        assertInstanceOf(Stage.Waiting.class, finding.stage());
        assertEquals(
                "PUBLISHED", finding.status(wish(building()), Map.of(), NOW).state());
    }

    @Test
    void theResultsAreBounded() throws Exception {
        String[] votes = new String[BuildRequestStatus.MAX_RESULTS + 1];
        Arrays.fill(votes, vote(ONE, true, "E0", WHEEL));
        assertEquals(
                BuildRequestStatus.MAX_RESULTS,
                Finding.of(build(Build.State.PUBLISHED, "VERIFIED"), List.of(entry(votes)))
                        .results()
                        .size());
    }
}
