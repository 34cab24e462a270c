package io.pyrsia.server.build;

import static io.pyrsia.server.build.BuildingNetwork.REGULAR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.base.attestation.Envelope;
import io.pyrsia.base.attestation.Statement;
import io.pyrsia.base.json.Json;
import io.pyrsia.base.json.JsonReader;
import io.pyrsia.client.ApiClient;
import io.pyrsia.client.ApiRefusal;
import io.pyrsia.client.api.Attested;
import io.pyrsia.client.api.Build;
import io.pyrsia.client.api.BuildAnswer;
import io.pyrsia.client.api.Instruction;
import io.pyrsia.client.api.LogQuery;
import io.pyrsia.client.api.Problem;
import io.pyrsia.ledger.Reason;
import io.pyrsia.ledger.entry.BuilderVote;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.state.Phase;
import io.pyrsia.ledger.state.Seat;
import io.pyrsia.ledger.transaction.BuildOutcome;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Sameness;
import io.pyrsia.ledger.transaction.Transaction;
import io.pyrsia.ledger.trust.Trust;
import io.pyrsia.server.ledger.TransactionResult;
import io.pyrsia.server.main.RunningNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Builds on a real network from the request to the log, with builders that talk to their nodes over HTTP: honest
/// ones, liars, and nodes that stop in between.
class BuildNetworkTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // before all
    private static BuildingNetwork network;

    @BeforeAll
    static void start() throws Exception {
        network = new BuildingNetwork(folder);
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    private static Purl purl(String name) throws Exception {
        return Purl.parse("pkg:maven/org.example/" + name + "@1.0");
    }

    private static Content.AddArtifact verified(Purl purl, Id request) throws Exception {
        Build end = network.awaitEnd(request, 0, 1, 2, 3, REGULAR);
        assertEquals(Build.State.PUBLISHED, end.state());
        assertEquals("VERIFIED", end.detail());
        Content.AddArtifact entry = network.newest(Content.AddArtifact.class, purl);
        assertEquals(Trust.VERIFIED, entry.trust());
        assertEquals(
                BuildingNetwork.hash("bytes of " + request), entry.artifact().sha256());
        return entry;
    }

    private static boolean hasVoted(Content.AddArtifact entry, int node) {
        NodeId id = network.id(node);
        return entry.build().votes().stream().anyMatch(vote -> vote.node().equals(id));
    }

    @Test
    void fiveHonestBuildersVerify() throws Exception {
        Purl purl = purl("honest");
        Id request = network.request(purl);
        for (int i = 0; i < BuildingNetwork.BUILDERS; i++) {
            try (ApiClient client = network.nodes.node(i).client()) {
                assertEquals(request.toString(), client.requestBuild(purl).id(), "who asks again joins");
            }
        }
        FakeBuilder.answerAll(network, request, 0, 1, 2, 3, REGULAR);
        Content.AddArtifact entry = verified(purl, request);
        assertEquals(5, entry.build().votes().size());
        assertTrue(entry.build().votes().stream().allMatch(vote -> vote.sameness() == Sameness.E0));

        assertEquals(
                entry, network.newest(Content.AddArtifact.class, LogQuery.Facet.DEPENDENCY, FakeBuilder.NEEDED, purl));

        for (int i = 0; i < BuildingNetwork.BUILDERS; i++) {
            NodeId id = network.id(i);
            BuilderVote vote = entry.build().votes().stream()
                    .filter(each -> each.node().equals(id))
                    .findFirst()
                    .orElseThrow();
            try (ApiClient client = network.nodes.node(i).client()) {
                Envelope envelope = Envelope.parse(client.blob(vote.attestation()));
                assertTrue(envelope.isSignedBy(
                        network.nodes.node(i).parts().noteKey().key()));
                assertEquals(Set.of(entry.artifact().sha256()), Statement.subjects(envelope.payload()));
                assertEquals(
                        "bytes of " + request,
                        new String(client.blob(entry.artifact().sha256()).toArrayUnsafe(), StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void aRecipeIsPublishedAndThenReplaced() throws Exception {
        Purl purl = purl("recipe");
        try (ApiClient client = network.nodes.node(0).client()) {
            assertEquals(Optional.empty(), client.recipe(purl));
            Instruction.Recipe first = BuildingNetwork.recipe(purl, "first");
            client.publishRecipe(first);
            assertEquals(Optional.of(first), client.recipe(purl));
            Instruction.Recipe second = BuildingNetwork.recipe(purl, "second");
            client.publishRecipe(second);
            assertEquals(Optional.of(second), client.recipe(purl));
            assertRefused(Problem.Code.REJECTED, () -> client.publishRecipe(second));
        }
    }

    /// An authority has its own summary of the verdict and everybody's provenance, also what only others built.
    @Test
    void whatIsStatedOfAFileIsThereForOciTools() throws Exception {
        Purl purl = purl("stated");
        Id request = network.request(purl);
        FakeBuilder.answerAll(network, request, 0, 1, 2, 3, REGULAR);
        Content.AddArtifact entry = verified(purl, request);
        Digest file = entry.artifact().sha256();
        RunningNode node = network.nodes.node(0);
        try (ApiClient client = node.client()) {
            RunningNode.await("all attestations", () -> stated(client, file).size() == 6);
            Attested.Envelope own = stated(client, file).getFirst();
            assertEquals("https://slsa.dev/verification_summary/v1", own.predicateType());
            assertEquals(purl + "#thing.jar", own.purl().toString());
            Envelope summary = Envelope.parse(client.blob(own.envelope()));
            assertTrue(summary.isSignedBy(node.parts().noteKey().key()));
            Json.Obj statement = (Json.Obj) JsonReader.read(summary.payload(), Envelope.MAX_BYTES);
            assertEquals("PASSED", statement.object("predicate").text("verificationResult"));
            assertEquals(
                    5, statement.object("predicate").array("inputAttestations").size());
            Referrers oci = new Referrers(node.uri());
            assertEquals(
                    Set.copyOf(stated(client, file).stream()
                            .map(Attested.Envelope::envelope)
                            .toList()),
                    Set.copyOf(oci.envelopes("any/name", file)));
            assertEquals(List.of(), oci.envelopes("any/name", BuildingNetwork.hash("nobody knows this")));
        }
        try (ApiClient client = network.nodes.node(REGULAR).client()) {
            RunningNode.await("all provenance", () -> stated(client, file).size() == 5);
        }
    }

    private static List<Attested.Envelope> stated(ApiClient client, Digest file) {
        try {
            return client.attestations(file).envelopes();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @Tag("long")
    void aRegularBuilderWithAnotherResultIsOutvotedAndOnRecord() throws Exception {
        Purl purl = purl("wrong-hash");
        Id request = network.request(purl);
        FakeBuilder.answerAll(network, request, 0, 1, 2, 3);
        FakeBuilder.answer(network.nodes.node(REGULAR), request, "evil", "evil");
        Content.AddArtifact entry = verified(purl, request);
        NodeId liar = network.id(REGULAR);
        assertEquals(
                List.of(liar),
                entry.build().votes().stream()
                        .filter(vote -> vote.sameness() == Sameness.X)
                        .map(BuilderVote::node)
                        .toList());
    }

    @Test
    @Tag("long")
    void whoHasTheRightHashAndAnotherPieceRootIsOnRecord() throws Exception {
        Purl purl = purl("wrong-piece-root");
        Id request = network.request(purl);
        String raw = "bytes of " + request;
        BuildOutcome.Built lie = FakeBuilder.outcome(
                raw, "meaning", BuildingNetwork.hash("other pieces").value());
        network.sayAccepted(REGULAR, network.commit(REGULAR, request, lie));
        FakeBuilder.answerAll(network, request, 0, 1, 2, 3);
        network.awaitRevealing(request);
        network.sayAccepted(REGULAR, new Transaction.Reveal(request, 0, BuildingNetwork.SALT, lie));
        Content.AddArtifact entry = verified(purl, request);
        assertEquals(FakeBuilder.pieceRoot(raw), entry.artifact().pieceRoot());
        NodeId liar = network.id(REGULAR);
        assertTrue(entry.build().votes().stream()
                .allMatch(vote -> (vote.sameness() == Sameness.X) == vote.node().equals(liar)));
    }

    @Test
    @Tag("long")
    void aTrustedBuilderWithAnotherResultMakesADispute() throws Exception {
        Purl purl = purl("trusted-wrong-hash");
        Id request = network.request(purl);
        FakeBuilder.answerAll(network, request, 0, 1, 2, REGULAR);
        FakeBuilder.answer(network.nodes.node(3), request, "evil", "evil");
        assertEquals(
                Build.State.DISPUTED,
                network.awaitEnd(request, 0, 1, 2, 3, REGULAR).state());
        NodeId liar = network.id(3);
        List<BuilderVote> votes = network.newest(Content.Disputed.class, purl).votes();
        assertEquals(5, votes.size());
        assertTrue(votes.stream()
                .allMatch(vote -> (vote.sameness() == Sameness.X) == vote.node().equals(liar)));
    }

    /// A commitment is bound to who makes it: whoever repeats another's has nothing to show.
    @Test
    @Tag("long")
    void aCopiedCommitmentCannotBeOpened() throws Exception {
        Purl purl = purl("copied-hash");
        Id request = network.request(purl);
        FakeBuilder.answerAll(network, request, 0);
        network.awaitCommitted(request, 0);
        Transaction.Commit copied = new Transaction.Commit(
                request, 0, Objects.requireNonNull(network.seat(request, 0).commitment()));
        network.sayAccepted(REGULAR, copied);
        Answer original = new Answers(network.nodes.node(0).parts().database())
                .find(new Round(request, 0))
                .orElseThrow();
        FakeBuilder.answerAll(network, request, 1, 2, 3);
        network.awaitRevealing(request);
        assertRejected(Reason.REVEAL_DIFFERS, network.say(REGULAR, original.reveal()));
        network.awaitRevealed(request, 0, 1, 2, 3);
        network.passDeadline();
        assertFalse(hasVoted(verified(purl, request), REGULAR));
    }

    @Test
    @Tag("long")
    void whoNeverRevealsOrTooLateHasNoVote() throws Exception {
        Purl purl = purl("late");
        Id request = network.request(purl);
        BuildOutcome.Built outcome = FakeBuilder.outcome("bytes of " + request, "meaning");
        network.sayAccepted(REGULAR, network.commit(REGULAR, request, outcome));
        FakeBuilder.answerAll(network, request, 0, 1, 2, 3);
        network.awaitRevealing(request);
        network.awaitRevealed(request, 0, 1, 2, 3);
        network.passDeadline();
        assertFalse(hasVoted(verified(purl, request), REGULAR));
        Transaction.Reveal late = new Transaction.Reveal(request, 0, BuildingNetwork.SALT, outcome);
        assertRejected(Reason.UNKNOWN_REQUEST, network.say(REGULAR, late));
    }

    @Test
    @Tag("long")
    void theSecondOfTwoAnswersDoesNotCount() throws Exception {
        Purl purl = purl("two-reveals");
        Id request = network.request(purl);
        BuildOutcome.Built evil = FakeBuilder.outcome("evil", "evil");
        BuildOutcome.Built good = FakeBuilder.outcome("bytes of " + request, "meaning");
        network.sayAccepted(REGULAR, network.commit(REGULAR, request, evil));
        network.sayAccepted(3, network.commit(3, request, good));
        FakeBuilder.answerAll(network, request, 0, 1, 2);
        network.awaitRevealing(request);
        network.sayAccepted(REGULAR, new Transaction.Reveal(request, 0, BuildingNetwork.SALT, evil));
        assertRejected(
                Reason.ALREADY_REVEALED,
                network.say(REGULAR, new Transaction.Reveal(request, 0, BuildingNetwork.SALT, good)));
        network.sayAccepted(3, new Transaction.Reveal(request, 0, BuildingNetwork.SALT, good));
        NodeId liar = network.id(REGULAR);
        assertTrue(verified(purl, request).build().votes().stream()
                .allMatch(vote -> (vote.sameness() == Sameness.X) == vote.node().equals(liar)));
    }

    /// The network asks during a long build who is at it; a node whose builder talks to it says so.
    @Test
    void aBuilderThatIsAtWorkIsThereWhenTheNetworkAsks() throws Exception {
        Purl purl = purl("long");
        Id request = network.request(purl);
        long firstCall = network.building(request).callMs();
        network.clock.jump(Duration.ofMinutes(6));
        try (ApiClient client = network.nodes.node(0).client()) {
            RunningNode.await("that node 0 was asked and has answered", () -> {
                assertTrue(FakeBuilder.isWaiting(client, request));
                Phase.Building now = network.building(request);
                return now.callMs() > firstCall && network.seat(request, 0).status() == Seat.Status.SEATED;
            });
        }
        FakeBuilder.answerAll(network, request, 0, 1, 2, 3, REGULAR);
        assertEquals(5, verified(purl, request).build().votes().size());
    }

    /// An answer that a node has taken is committed to and revealed, also by a node that was stopped at once.
    @Test
    void nodesThatStopGoOn() throws Exception {
        Purl purl = purl("stopped");
        Id request = network.request(purl);
        FakeBuilder.answerAll(network, request, 3, REGULAR);
        network.nodes.stop(3);
        network.nodes.stop(REGULAR);
        FakeBuilder.answerAll(network, request, 0, 1, 2);
        network.awaitCommitted(request, 0, 1, 2);
        network.start(REGULAR);
        network.start(3);
        assertEquals(5, verified(purl, request).build().votes().size());
    }

    @Test
    void onlyWorkThatWaitsIsAnswered() throws Exception {
        Purl purl = purl("bad-answers");
        Id request = network.request(purl);
        try (ApiClient client = network.nodes.node(0).client()) {
            assertTrue(FakeBuilder.isWaiting(client, request));
            BuildAnswer.Built good = FakeBuilder.delivered(client, "bytes of " + request, "meaning");
            assertRefused(Problem.Code.NOT_FOUND, () -> client.answer(request.toString(), 1, good));
            assertRefused(Problem.Code.NOT_FOUND, () -> client.answer("00".repeat(32), 0, good));
            assertRefused(
                    Problem.Code.MALFORMED,
                    () -> client.answer(
                            request.toString(),
                            0,
                            new BuildAnswer.Built(List.of(), good.dependencies(), good.statement())));
            Digest nothing = BuildingNetwork.hash("nobody has these bytes");
            assertRefused(
                    Problem.Code.MALFORMED,
                    () -> client.answer(
                            request.toString(), 0, new BuildAnswer.Built(good.files(), nothing, good.statement())));
            assertRefused(
                    Problem.Code.MALFORMED,
                    () -> client.answer(
                            request.toString(),
                            0,
                            new BuildAnswer.Built(good.files(), good.dependencies(), good.dependencies())));
            BuildAnswer endless = new BuildAnswer.CannotBuild("no ".repeat(30_000));
            assertRefused(Problem.Code.MALFORMED, () -> client.answer(request.toString(), 0, endless));
            client.answer(request.toString(), 0, good);
            assertFalse(FakeBuilder.isWaiting(client, request));
            client.answer(request.toString(), 0, new BuildAnswer.CannotBuild("changed my mind"));
        }
        for (int i = 1; i < BuildingNetwork.BUILDERS; i++) {
            FakeBuilder.answerAll(network, request, i);
        }
        assertEquals(5, verified(purl, request).build().votes().size());
    }

    @Test
    @Tag("long")
    void cannotBuildIsSaidInTheFirstBuildersWords() throws Exception {
        Id request = network.request(purl("cannot"));
        for (int i = 0; i < BuildingNetwork.BUILDERS; i++) {
            try (ApiClient client = network.nodes.node(i).client()) {
                client.answer(request.toString(), 0, new BuildAnswer.CannotBuild("the source is gone"));
            }
        }
        Build end = network.awaitEnd(request, 0, REGULAR);
        assertEquals(Build.State.CANNOT_BUILD, end.state());
        assertEquals("the source is gone", end.detail());
    }

    /// Asks what is to be refused.
    private interface Question {
        Object ask() throws Exception;
    }

    private static void assertRefused(Problem.Code code, Question question) {
        ApiRefusal refusal = assertThrows(ApiRefusal.class, question::ask);
        assertTrue(refusal.problem().is(code), refusal.problem().toString());
    }

    private static void assertRejected(Reason reason, TransactionResult result) {
        assertEquals(
                reason,
                assertInstanceOf(TransactionResult.Rejected.class, result).reason());
    }
}
