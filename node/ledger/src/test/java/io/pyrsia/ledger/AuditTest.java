package io.pyrsia.ledger;

import static io.pyrsia.ledger.World.built;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.NodeId;
import io.pyrsia.base.Purl;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.state.Closed;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.state.PackageStatus;
import io.pyrsia.ledger.state.Seat;
import io.pyrsia.ledger.transaction.BuildOutcome;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Transaction;
import io.pyrsia.ledger.trust.Trust;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Verified builds that are done again by others, who come to the same, to something else, or to nothing.
class AuditTest {

    private static final int MAX_BUILDS = 500;

    /// A world in which a verified build is being audited.
    private record Audited(World world, Purl purl, List<NodeId> first, Id audit) {

        /// Builds one package after the other until one is drawn.
        static Audited in(World world) {
            for (int i = 0; i < MAX_BUILDS; i++) {
                Purl purl = World.purl("pkg:maven/org.example/thing" + i + "@1.0");
                Id id = world.request(purl);
                List<NodeId> first = seats(world, id);
                world.vote(id, seat -> built("same", "same"));
                Id audit = status(world, purl).open();
                if (audit != null) {
                    return new Audited(world, purl, first, audit);
                }
            }
            throw new AssertionError("no build is ever audited");
        }

        PackageStatus status() {
            return status(world, purl);
        }

        private static PackageStatus status(World world, Purl purl) {
            return new View(world.state()).builds(purl).orElseThrow();
        }

        Trust trust() {
            return new View(world.state())
                    .artifact(World.purl(purl + "#thing-1.0.jar"))
                    .orElseThrow()
                    .trust();
        }
    }

    private static World world() {
        return new World(4, 32, Limits.DEFAULT);
    }

    private static List<NodeId> seats(World world, Id id) {
        return world.draw(id).seats().stream()
                .filter(Seat::isSeated)
                .map(Seat::node)
                .toList();
    }

    @Test
    void othersBuildItAgainAndNothingChanges() {
        Audited audited = Audited.in(world());
        World world = audited.world();
        int entries = world.entries().size();
        assertEquals(Trust.VERIFIED, audited.trust(), "it holds meanwhile");
        assertEquals(
                new Outcome.Rejected(Reason.ALREADY_VERIFIED),
                world.submit(World.authority(0), new Transaction.Request(audited.purl())));
        List<NodeId> second = seats(world, audited.audit());
        assertEquals(5, second.size());
        assertTrue(second.stream().noneMatch(audited.first()::contains), "nobody sits twice");
        world.vote(audited.audit(), seat -> built("other bytes", "same"));
        Closed closed = world.closed(audited.audit());
        assertNotNull(closed);
        assertEquals(Closed.Verdict.PUBLISHED, closed.verdict());
        assertEquals(entries, world.entries().size(), "the bytes stay as they were published");
        assertEquals(Trust.VERIFIED, audited.trust());
        assertNull(audited.status().open());
    }

    @Test
    void anotherResultIsADisputeThatALargerCommitteeSettles() {
        Audited audited = Audited.in(world());
        World world = audited.world();
        List<NodeId> second = seats(world, audited.audit());
        world.vote(audited.audit(), seat -> built("true", "true"));
        Content.Disputed dispute = world.contents(Content.Disputed.class).getFirst();
        assertEquals("builders of an audit disagree with what was published in round 0", dispute.reason());
        assertEquals(Trust.DISPUTED, audited.trust());
        List<NodeId> third = seats(world, audited.audit());
        assertEquals(9, third.size());
        assertTrue(third.stream().noneMatch(audited.first()::contains));
        assertTrue(third.stream().noneMatch(second::contains));
        world.vote(audited.audit(), seat -> built("true", "true"));
        assertEquals(Trust.VERIFIED, audited.trust());
        Content.AddArtifact last = world.contents(Content.AddArtifact.class).getLast();
        assertEquals(World.hash("true"), last.artifact().sha256().value());
    }

    @Test
    void whoCannotBuildContradictsNothing() {
        Audited audited = Audited.in(world());
        audited.world().vote(audited.audit(), seat -> new BuildOutcome.CannotBuild("no compiler"));
        assertEquals(Trust.VERIFIED, audited.trust());
        assertNull(audited.status().open());
        assertTrue(audited.world().contents(Content.Disputed.class).isEmpty());
    }

    @Test
    void withoutOthersThereIsNoAudit() {
        World world = new World(4, 9, Limits.DEFAULT);
        for (int i = 0; i < 64; i++) {
            Purl purl = World.purl("pkg:maven/org.example/thing" + i + "@1.0");
            world.vote(world.request(purl), seat -> built("same", "same"));
            assertNull(Audited.status(world, purl).open());
        }
        assertEquals(64, world.contents(Content.AddArtifact.class).size());
    }

    @Test
    void oneInSixteenIsDrawn() {
        int drawn = 0;
        for (int i = 0; i < 16_000; i++) {
            drawn += Audits.isDrawn(World.hash("block " + i), Id.of(World.hash("request"))) ? 1 : 0;
        }
        assertTrue(drawn > 800 && drawn < 1_200, "drawn: " + drawn);
        assertFalse(Audits.name(Id.of(World.hash("a"))).equals(Audits.name(Id.of(World.hash("b")))));
    }
}
