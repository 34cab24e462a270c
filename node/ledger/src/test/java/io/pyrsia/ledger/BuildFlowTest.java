package io.pyrsia.ledger;

import static io.pyrsia.ledger.World.PACKAGE;
import static io.pyrsia.ledger.World.built;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.ledger.state.Closed;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.state.Phase;
import io.pyrsia.ledger.state.Seat;
import io.pyrsia.ledger.transaction.Action;
import io.pyrsia.ledger.transaction.BuildOutcome;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Sameness;
import io.pyrsia.ledger.transaction.Transaction;
import io.pyrsia.ledger.trust.Trust;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Build requests from the request to the entry, with builders that agree, differ, fail and keep silent.
class BuildFlowTest {

    @Test
    void aQuorumWithTwoTrustedNodesVerifies() {
        World world = World.ordinary();
        Id id = world.request(PACKAGE);
        world.vote(id, seat -> built("same", "same"));

        assertEquals(Closed.Verdict.PUBLISHED, verdict(world, id));
        Content.AddArtifact entry = world.contents(Content.AddArtifact.class).getFirst();
        assertEquals(Trust.VERIFIED, entry.trust());
        assertEquals(5, entry.build().votes().size());
        assertTrue(entry.build().votes().stream().allMatch(vote -> vote.sameness() == Sameness.E0));
        assertEquals(PACKAGE + "#thing-1.0.jar", entry.artifact().purl().toString());
    }

    @Test
    void theBytesThatMostVotersMadeArePublishedAndTheOthersSaySo() {
        World world = World.ordinary();
        Id id = world.request(PACKAGE);
        List<Seat> seats = seated(world, id);
        world.vote(id, seat -> built(seat.equals(seats.getFirst()) ? "odd" : "usual", "same"));

        Content.AddArtifact entry = world.contents(Content.AddArtifact.class).getFirst();
        assertEquals(World.hash("usual"), entry.artifact().sha256().value());
        assertEquals(
                List.of(Sameness.E2, Sameness.E0, Sameness.E0, Sameness.E0, Sameness.E0),
                entry.build().votes().stream().map(vote -> vote.sameness()).toList());
        assertEquals(Trust.VERIFIED, entry.trust());
    }

    @Test
    void aTrustedDissenterOpensADisputeThatALargerDisjointCommitteeSettles() {
        World world = new World(4, 16, Limits.DEFAULT);
        Id id = world.request(PACKAGE);
        List<Seat> first = seated(world, id);
        world.vote(id, seat -> built("x", seat.equals(first.getFirst()) ? "mine" : "theirs"));

        Content.Disputed dispute = world.contents(Content.Disputed.class).getFirst();
        assertEquals(PACKAGE, dispute.purl());
        assertEquals(5, dispute.votes().size());
        assertEquals(1, world.open(id).round());

        List<Seat> second = seated(world, id);
        assertEquals(9, second.size());
        TreeSet<NodeId> both = new TreeSet<>(first.stream().map(Seat::node).toList());
        second.forEach(seat -> assertTrue(both.add(seat.node()), "nobody sits twice"));
        world.vote(id, seat -> built("x", "theirs"));
        assertEquals(
                Trust.VERIFIED,
                world.contents(Content.AddArtifact.class).getFirst().trust());
    }

    @Test
    void aDisputeThatNobodyIsLeftToSettleStays() {
        World world = new World(4, 6, Limits.DEFAULT);
        Id id = world.request(PACKAGE);
        List<Seat> seats = seated(world, id);
        world.vote(id, seat -> built("x", seat.equals(seats.getFirst()) ? "mine" : "theirs"));
        assertEquals(Closed.Verdict.DISPUTED, verdict(world, id));
        assertEquals(List.of(), world.contents(Content.AddArtifact.class));
    }

    @Test
    void silentSeatsGoToTheNextRanks() {
        World world = World.ordinary();
        Id id = world.request(PACKAGE);
        List<Seat> first = seated(world, id);
        List<Seat> silent = first.subList(0, 2);
        world.vote(id, seat -> silent.contains(seat) ? null : built("same", "same"));

        Phase.Building again =
                assertInstanceOf(Phase.Building.class, world.open(id).phase());
        List<Seat> next = again.seats().stream()
                .filter(seat -> seat.isSeated() && seat.commitment() == null)
                .toList();
        assertEquals(2, next.size());
        assertEquals(4, again.quorum(), "the quorum does not shrink");
        for (Seat seat : next) {
            world.accept(seat.node(), World.commit(id, 0, seat.node(), built("same", "same")));
        }
        for (Seat seat : again.seats().stream().filter(Seat::isSeated).toList()) {
            world.accept(seat.node(), new Transaction.Reveal(id, 0, World.SALT, built("same", "same")));
        }
        assertEquals(Closed.Verdict.PUBLISHED, verdict(world, id));
    }

    @Test
    void aQuorumWaitsForTheOthersAsLongAsItTookItself() {
        World world = World.ordinary();
        Id id = world.request(PACKAGE);
        List<Seat> seats = seated(world, id);
        long begun = world.state().timeMs();
        world.pass(1_000_000);
        for (Seat seat : seats.subList(0, 4)) {
            world.accept(seat.node(), World.commit(id, 0, seat.node(), built("same", "same")));
        }
        long taken = world.state().timeMs() - begun;
        assertEquals(world.state().timeMs() + taken, world.open(id).phase().dueMs());
        world.pass(taken - 1);
        assertInstanceOf(Phase.Building.class, world.open(id).phase());
        world.pass(1);
        assertInstanceOf(Phase.Revealing.class, world.open(id).phase());
        for (Seat seat : seats.subList(0, 4)) {
            world.accept(seat.node(), new Transaction.Reveal(id, 0, World.SALT, built("same", "same")));
        }
        assertEquals(Closed.Verdict.PUBLISHED, verdict(world, id));
    }

    /// Or a quorum of liars could be through before anyone can contradict it.
    @Test
    void aQuorumThatIsThereAtOnceWaitsForASixthOfTheTime() {
        World world = World.ordinary();
        Id id = world.request(PACKAGE);
        List<Seat> seats = seated(world, id);
        for (Seat seat : seats.subList(0, 4)) {
            world.accept(seat.node(), World.commit(id, 0, seat.node(), built("same", "same")));
        }
        long sixth = world.state().parameters().commitTimeoutMs() / 6;
        assertEquals(world.state().timeMs() + sixth, world.open(id).phase().dueMs());
    }

    @Test
    void aQuorumThatIsLateDoesNotMakeTheDeadlineLater() {
        World world = World.ordinary();
        Id id = world.request(PACKAGE);
        List<Seat> seats = seated(world, id);
        long deadline = world.draw(id).deadlineMs();
        world.pass(world.state().parameters().commitTimeoutMs() - 60_000);
        for (Seat seat : seats.subList(0, 4)) {
            world.accept(seat.node(), World.commit(id, 0, seat.node(), built("same", "same")));
        }
        assertEquals(deadline, world.open(id).phase().dueMs());
    }

    @Test
    void nobodyAnswering() {
        World world = World.ordinary();
        Id id = world.request(PACKAGE);
        world.draw(id);
        for (int i = 0; i < 4 && world.closed(id) == null; i++) {
            world.pass(world.state().parameters().commitTimeoutMs());
        }
        assertEquals(Closed.Verdict.SILENT, verdict(world, id));
    }

    @Test
    void cannotBuildIsAnAnswer() {
        World world = World.ordinary();
        Id id = world.request(PACKAGE);
        world.vote(id, seat -> new BuildOutcome.CannotBuild("no compiler"));
        assertEquals(Closed.Verdict.CANNOT_BUILD, verdict(world, id));
        Closed closed = world.closed(id);
        assertEquals("no compiler", closed == null ? "" : closed.detail());
    }

    @Test
    void committedAndNotRevealedIsSilenceAfterTheDeadline() {
        World world = World.ordinary();
        Id id = world.request(PACKAGE);
        List<Seat> seats = seated(world, id);
        for (Seat seat : seats) {
            world.accept(seat.node(), World.commit(id, 0, seat.node(), built("same", "same")));
        }
        for (Seat seat : seats.subList(0, 4)) {
            world.accept(seat.node(), new Transaction.Reveal(id, 0, World.SALT, built("same", "same")));
        }
        assertInstanceOf(Phase.Revealing.class, world.open(id).phase());
        world.pass(world.state().parameters().revealTimeoutMs());
        assertEquals(
                4,
                world.contents(Content.AddArtifact.class)
                        .getFirst()
                        .build()
                        .votes()
                        .size());
    }

    @Test
    void aSuspendedBuildersVoteDoesNotCount() {
        World world = World.ordinary();
        Id id = world.request(PACKAGE);
        List<Seat> seats = seated(world, id);
        for (Seat seat : seats) {
            world.accept(seat.node(), World.commit(id, 0, seat.node(), built("same", "same")));
        }
        for (Seat seat : seats.subList(0, 4)) {
            world.accept(seat.node(), new Transaction.Reveal(id, 0, World.SALT, built("same", "same")));
        }
        world.decide(new Action.Suspend(seats.getFirst().node(), "key on a stolen laptop"));
        world.accept(seats.get(4).node(), new Transaction.Reveal(id, 0, World.SALT, built("same", "same")));
        Content.AddArtifact entry = world.contents(Content.AddArtifact.class).getFirst();
        assertEquals(4, entry.build().votes().size());
    }

    @Test
    void authoritiesThatHoldTheirShareBackArePassedOver() {
        World world = World.ordinary();
        Id id = world.request(PACKAGE);
        world.pass(1_000);
        Phase.Drawing drawing =
                assertInstanceOf(Phase.Drawing.class, world.open(id).phase());
        List<NodeId> first = world.turns(id, drawing);
        assertEquals(2, first.size(), "one more than may be faulty");
        world.pass(world.state().parameters().drawTimeoutMs());
        assertEquals(3, world.turns(id, drawing).size());
        world.pass(world.state().parameters().drawTimeoutMs() * 5);
        assertEquals(Closed.Verdict.NOT_DRAWN, verdict(world, id));
    }

    @Test
    void aSmallNetworkHasASmallCommitteeAndOneBuilderIsTrustedAtMost() {
        World world = new World(1, 1, Limits.DEFAULT);
        world.accept(World.authority(0), new Transaction.PublishRecipe(World.recipe(PACKAGE, "1")));
        Checked.Sound request = world.next(World.authority(0), new Transaction.Request(PACKAGE));
        assertTrue(world.submit(request).isAccepted());
        world.vote(request.id(), seat -> built("same", "same"));
        assertEquals(
                Trust.TRUSTED,
                world.contents(Content.AddArtifact.class).getFirst().trust());
    }

    @Test
    void statusIsForgottenAfterAWhile() {
        World world = World.ordinary();
        Id id = world.request(PACKAGE);
        world.vote(id, seat -> built("same", "same"));
        assertNotNull(world.closed(id));
        world.pass(world.state().parameters().statusKeptMs());
        assertEquals(null, world.closed(id));
    }

    @Test
    void everyEntryCanBeReadBack() throws Exception {
        World world = new World(4, 16, Limits.DEFAULT);
        Id id = world.request(PACKAGE);
        List<Seat> first = seated(world, id);
        world.vote(id, seat -> built("x", seat.equals(first.getFirst()) ? "mine" : "theirs"));
        world.vote(id, seat -> built("x", "theirs"));
        world.accept(
                World.registry(0),
                new Transaction.Observe(
                        World.observation(World.purl("pkg:docker/library/alpine@3.16"), "image", true)));
        world.decide(new Action.RemoveArtifact(PACKAGE, "licence"));
        for (Entry entry : world.entries()) {
            assertEquals(entry, Entry.decode(entry.encode()));
        }
        assertEquals(world.entries().size(), world.state().log().size());
    }

    private static List<Seat> seated(World world, Id id) {
        return world.draw(id).seats().stream().filter(Seat::isSeated).toList();
    }

    private static Closed.Verdict verdict(World world, Id id) {
        Closed closed = world.closed(id);
        assertNotNull(closed);
        return closed.verdict();
    }
}
