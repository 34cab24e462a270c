package io.pyrsia.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.Malformed;
import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.entry.AuthorityEntries;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.entry.Entry;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.state.Member;
import io.pyrsia.ledger.transaction.Action;
import io.pyrsia.ledger.transaction.Transaction;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Authorities and builders: who decides, what a change seals, and how a certification ends.
class GovernanceTest {

    @Test
    void aQuorumAddsAnAuthorityAndTheBlockSealsTheEpoch() {
        World world = World.ordinary();
        Action add = new Action.AddAuthority(World.stranger());
        world.accept(World.authority(0), new Transaction.Propose(add));
        world.accept(World.authority(1), new Transaction.Endorse(add.proposal()));
        assertFalse(world.state().isAuthority(World.stranger()), "two of four are no quorum");

        Applied applied = world.apply(1_000, world.next(World.authority(2), new Transaction.Endorse(add.proposal())));
        assertEquals(1, applied.sealed().orElseThrow().epoch());
        assertEquals(5, applied.sealed().orElseThrow().nodes().size());
        assertEquals(world.state().authorities(), applied.sealed().orElseThrow());
        assertTrue(world.pass(1_000).sealed().isEmpty(), "only its own block seals");
    }

    @Test
    void theSetOfEveryEpochIsReadFromTheLogAlone() throws Malformed {
        World world = World.ordinary();
        world.decide(new Action.AddAuthority(World.stranger()));
        world.decide(new Action.RotateAuthority(World.authority(0), World.regular(0)));
        world.accept(World.authority(3), new Transaction.RevokeOwnKey());
        io.pyrsia.log.follow.AuthoritySet last = null;
        long epochs = 0;
        for (Entry entry : world.entries()) {
            var named = new AuthorityEntries().in(entry.encode());
            if (named.isPresent()) {
                last = named.get();
                epochs = Math.max(epochs, last.epoch());
            }
        }
        assertEquals(3, epochs);
        assertEquals(
                world.state().authorities().nodes(),
                last == null
                        ? List.of()
                        : last.keys().stream().map(key -> key.id()).toList());
        assertEquals(world.state().authorities().epoch(), epochs);
    }

    @Test
    void aProposalCountsThoseWhoAreAuthoritiesNow() {
        World world = new World(5, 12, Limits.DEFAULT);
        Action add = new Action.AddRegistry(World.stranger());
        world.accept(World.authority(3), new Transaction.Propose(add));
        world.accept(World.authority(0), new Transaction.Endorse(add.proposal()));
        world.decide(new Action.RemoveAuthority(World.authority(3)));
        world.accept(World.authority(1), new Transaction.Endorse(add.proposal()));
        assertTrue(new View(world.state()).member(World.stranger()).isEmpty(), "one of the three has left");
        world.accept(World.authority(2), new Transaction.Endorse(add.proposal()));
        assertTrue(
                new View(world.state()).member(World.stranger()).orElseThrow().isRegistry());
    }

    @Test
    void aProposalExpires() {
        World world = World.ordinary();
        Action add = new Action.AddAuthority(World.stranger());
        world.accept(World.authority(0), new Transaction.Propose(add));
        assertEquals(1, new View(world.state()).proposals().size());
        world.pass(world.state().parameters().proposalLifetimeMs());
        assertEquals(List.of(), new View(world.state()).proposals());
        world.accept(World.authority(0), new Transaction.Propose(add));
    }

    @Test
    void twoOfFourSuspendAndAQuorumCertifiesAgain() {
        World world = World.ordinary();
        NodeId builder = World.certified(0);
        Action suspend = new Action.Suspend(builder, "leaked key");
        world.accept(World.authority(0), new Transaction.Propose(suspend));
        world.accept(World.authority(1), new Transaction.Endorse(suspend.proposal()));
        assertEquals(
                Member.Standing.SUSPENDED,
                new View(world.state()).member(builder).orElseThrow().builder());
        assertEquals(OptionalLong.empty(), new View(world.state()).certifiedUntil(builder));

        world.decide(new Action.Certify(builder));
        assertEquals(
                world.state().timeMs() + world.state().parameters().certificationMs(),
                new View(world.state()).certifiedUntil(builder).orElseThrow());
    }

    @Test
    void aCertificationLapsesByItself() {
        World world = World.ordinary();
        world.accept(World.certified(0), new Transaction.PublishRecipe(World.recipe(World.PACKAGE, "1")));
        world.pass(world.state().parameters().certificationMs());
        assertEquals(
                new Outcome.Rejected(Reason.NOT_A_PUBLISHER),
                world.submit(
                        World.certified(0),
                        new Transaction.PublishRecipe(World.recipe(World.purl("pkg:npm/a@1"), "1"))));
    }

    @Test
    void aRevokedKeyLosesEverythingForEver() {
        World world = new World(4, 4, Limits.DEFAULT);
        world.decide(new Action.AddRegistry(World.certified(0)));
        world.decide(new Action.AddAuthority(World.certified(0)));
        world.accept(World.certified(0), new Transaction.RevokeOwnKey());
        Member member = new View(world.state()).member(World.certified(0)).orElseThrow();
        assertEquals(Member.NOBODY.revoked(), member);
        assertEquals(4, world.state().authorities().nodes().size());
        assertEquals(
                3,
                world.contents(Content.RemoveNode.class).stream()
                        .filter(left -> left.node().equals(World.certified(0)))
                        .count());
    }

    @Test
    void aSingleAuthorityDecidesAlone() {
        World world = new World(1, 0, Limits.DEFAULT);
        world.accept(World.authority(0), new Transaction.Propose(new Action.AddAuthority(World.stranger())));
        assertEquals(2, world.state().authorities().nodes().size());
    }

    @Test
    void aLateTransactionWithinTheWindowCounts() {
        World world = World.ordinary();
        Transaction register = new Transaction.RegisterBuilder(World.regular(0));
        Transaction other = new Transaction.RegisterBuilder(World.regular(1));
        assertTrue(world.submit(World.sound(World.authority(0), 40, register)).isAccepted());
        assertTrue(world.submit(World.sound(World.authority(0), 3, other)).isAccepted());
        assertEquals(new Outcome.Rejected(Reason.REPLAYED), world.submit(World.sound(World.authority(0), 3, other)));
        assertEquals(41, new View(world.state()).nextSequence(World.authority(0)));
    }
}
