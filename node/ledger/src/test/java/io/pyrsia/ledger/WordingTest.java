package io.pyrsia.ledger;

import static io.pyrsia.ledger.World.PACKAGE;
import static io.pyrsia.ledger.World.hash;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.entry.BuilderVote;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.state.Seat;
import io.pyrsia.ledger.transaction.BuildOutcome;
import io.pyrsia.ledger.transaction.BuiltArtifact;
import io.pyrsia.ledger.transaction.Dependencies;
import io.pyrsia.ledger.transaction.Forms;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Sameness;
import io.pyrsia.ledger.transaction.Transaction;
import io.pyrsia.ledger.trust.Trust;
import java.util.List;
import java.util.function.Function;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/// Builders that made the right bytes and say something else of them than the others, in each place of the committee.
class WordingTest {

    private static final Bytes NORMALISED = hash("same");
    private static final BuildOutcome.Built HONEST = answer(1_234, hash("pieces"), NORMALISED, "needed");

    private static BuildOutcome.Built answer(long size, Bytes pieceRoot, Bytes normalised, String dependency) {
        Forms forms = new Forms(List.of(hash("raw"), hash("unpacked"), hash("ordered"), hash("declared"), normalised));
        BuiltArtifact jar =
                new BuiltArtifact("thing-1.0.jar", forms, null, size, pieceRoot, "application/java-archive");
        Purl needed = World.purl("pkg:maven/org.example/" + dependency + "@2.0");
        return new BuildOutcome.Built(
                List.of(jar),
                new Dependencies(Digest.sha256(hash(dependency)), 1, List.of(needed)),
                Digest.sha256(hash("attestation")));
    }

    /// Two trusted builders and three regular ones: all sit in every committee.
    private static World mixed() {
        World world = new World(4, 2, Limits.DEFAULT);
        for (int i = 0; i < 3; i++) {
            world.accept(World.authority(0), new Transaction.RegisterBuilder(World.regular(i)));
        }
        return world;
    }

    private static List<NodeId> seats(World world, Id id) {
        return world.draw(id).seats().stream()
                .filter(Seat::isSeated)
                .map(Seat::node)
                .toList();
    }

    private static Content.AddArtifact published(World world) {
        return world.contents(Content.AddArtifact.class).getFirst();
    }

    private static void assertIsHonest(Content.AddArtifact entry) {
        assertEquals(1_234, entry.artifact().size());
        assertEquals(hash("pieces"), entry.artifact().pieceRoot());
    }

    private static List<NodeId> different(List<BuilderVote> votes) {
        return votes.stream()
                .filter(vote -> vote.sameness() == Sameness.X)
                .map(BuilderVote::node)
                .toList();
    }

    @Test
    void aRegularLiarIsOutvotedAndOnRecord() {
        List<BuildOutcome.Built> lies = List.of(
                answer(1_234, hash("other pieces"), NORMALISED, "needed"),
                answer(1_235, hash("pieces"), NORMALISED, "needed"),
                answer(1_234, hash("pieces"), hash("other content"), "needed"));
        for (BuildOutcome.Built lie : lies) {
            for (int i = 0; i < 3; i++) {
                World world = mixed();
                NodeId liar = World.regular(i);
                world.vote(world.request(PACKAGE), seat -> seat.node().equals(liar) ? lie : HONEST);
                Content.AddArtifact entry = published(world);
                assertIsHonest(entry);
                assertEquals(Trust.VERIFIED, entry.trust());
                assertEquals(List.of(liar), different(entry.build().votes()));
            }
        }
    }

    @Test
    void aTrustedLiarMakesADisputeThatSaysWhatItIsAbout() {
        BuildOutcome.Built lie = answer(1_234, hash("other pieces"), NORMALISED, "needed");
        for (int rank = 0; rank < 5; rank++) {
            World world = World.ordinary();
            Id id = world.request(PACKAGE);
            NodeId liar = seats(world, id).get(rank);
            world.vote(id, seat -> seat.node().equals(liar) ? lie : HONEST);
            Content.Disputed dispute = world.contents(Content.Disputed.class).getFirst();
            assertEquals("builders describe the same files differently in round 0", dispute.reason());
            assertEquals(List.of(liar), different(dispute.votes()));
            assertEquals(List.of(), world.contents(Content.AddArtifact.class));
        }
    }

    @Test
    void withTooFewLeftNothingIsVerified() {
        World world = mixed();
        List<NodeId> liars = List.of(World.regular(0), World.regular(1));
        BuildOutcome.Built lie = answer(1_234, hash("other pieces"), NORMALISED, "needed");
        world.vote(world.request(PACKAGE), seat -> liars.contains(seat.node()) ? lie : HONEST);
        Content.AddArtifact entry = published(world);
        assertIsHonest(entry);
        assertEquals(Trust.TRUSTED, entry.trust());
    }

    /// Two say this and two say that of the same bytes, one of each kind trusted: nobody can tell who lies.
    @Test
    void evenWordsAreADispute() {
        World world = mixed();
        Id id = world.request(PACKAGE);
        List<NodeId> ones = List.of(World.certified(0), World.regular(0));
        List<NodeId> others = List.of(World.certified(1), World.regular(1));
        BuildOutcome.Built lie = answer(1_234, hash("other pieces"), NORMALISED, "needed");
        world.vote(id, seat -> {
            if (ones.contains(seat.node())) {
                return HONEST;
            }
            return others.contains(seat.node()) ? lie : new BuildOutcome.CannotBuild("no compiler");
        });
        assertEquals(1, world.contents(Content.Disputed.class).size());
        assertEquals(List.of(), world.contents(Content.AddArtifact.class));
    }

    /// Dependencies and media types do not follow from bytes: what most say is published, and nobody lied.
    @Test
    void ofRemarksTheUsualOnesArePublished() {
        for (int rank = 0; rank < 5; rank++) {
            World world = World.ordinary();
            Id id = world.request(PACKAGE);
            NodeId odd = seats(world, id).get(rank);
            Function<Seat, BuildOutcome.Built> answers =
                    seat -> seat.node().equals(odd) ? answer(1_234, hash("pieces"), NORMALISED, "odd") : HONEST;
            world.vote(id, answers::apply);
            Content.AddArtifact entry = published(world);
            assertEquals(HONEST.dependencies(), entry.build().dependencies());
            assertEquals(Trust.VERIFIED, entry.trust());
            assertEquals(List.of(), different(entry.build().votes()));
        }
    }
}
