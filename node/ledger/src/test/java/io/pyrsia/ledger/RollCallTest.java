package io.pyrsia.ledger;

import static io.pyrsia.ledger.World.PACKAGE;
import static io.pyrsia.ledger.World.built;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.state.Closed;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.state.Parameters;
import io.pyrsia.ledger.state.Phase;
import io.pyrsia.ledger.state.Seat;
import io.pyrsia.ledger.transaction.BuildOutcome;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Transaction;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Builders that are asked during a build whether they are at it, and those that do not say so.
class RollCallTest {

    private static final long HOUR = Parameters.DEFAULT.commitTimeoutMs();
    private static final long PAUSE = HOUR / 12;
    private static final long PATIENCE = HOUR / 30;
    private static final BuildOutcome ANSWER = built("same", "same");

    private final World world = World.ordinary();
    private final Id id = world.request(PACKAGE);
    private final List<NodeId> first = sitting(world.draw(id));

    private static List<NodeId> sitting(Phase.Building building) {
        return building.seats().stream().filter(Seat::isSeated).map(Seat::node).toList();
    }

    private Phase.Building building() {
        return assertInstanceOf(Phase.Building.class, world.open(id).phase());
    }

    private List<NodeId> asked() {
        return building().seats().stream()
                .filter(seat -> seat.status() == Seat.Status.ASKED)
                .map(Seat::node)
                .toList();
    }

    private void commit(NodeId node) {
        world.accept(node, World.commit(id, 0, node, ANSWER));
    }

    private void present(NodeId node) {
        world.accept(node, new Transaction.Present(id, 0));
    }

    private boolean isAskedByDuty(NodeId node) {
        return new View(world.state())
                .duties(node, world.state().timeMs()).stream()
                        .anyMatch(duty -> duty instanceof Duty.Build build && build.isAsked());
    }

    @Test
    void whoIsSilentLosesTheSeatToTheNextRank() {
        world.pass(PAUSE - 1);
        assertEquals(List.of(), asked());
        world.pass(1);
        assertEquals(first, asked());
        first.forEach(node -> assertTrue(isAskedByDuty(node)));
        present(first.get(0));
        commit(first.get(1));
        assertEquals(first.subList(2, 5), asked());
        world.pass(building().callMs() - world.state().timeMs());

        List<NodeId> second = sitting(building());
        assertEquals(5, second.size());
        assertTrue(second.containsAll(first.subList(0, 2)));
        assertTrue(second.stream().noneMatch(first.subList(2, 5)::contains));
        assertEquals(4, building().quorum(), "it does not shrink");
        assertEquals(world.state().timeMs() + HOUR, building().deadlineMs(), "time to build");
        assertEquals(world.state().timeMs() + PAUSE, building().callMs());
        NodeId gone = first.get(4);
        assertEquals(new Outcome.Rejected(Reason.NOT_SEATED), world.submit(gone, World.commit(id, 0, gone, ANSWER)));

        second.stream().filter(node -> !node.equals(first.get(1))).forEach(this::commit);
        second.forEach(node -> world.accept(node, new Transaction.Reveal(id, 0, World.SALT, ANSWER)));
        Closed closed = world.closed(id);
        assertNotNull(closed);
        assertEquals(Closed.Verdict.PUBLISHED, closed.verdict());
    }

    @Test
    void whenAllHaveAnsweredTheNextCallIsAPauseLater() {
        long deadline = building().deadlineMs();
        world.pass(PAUSE);
        first.forEach(this::present);
        assertEquals(world.state().timeMs() + PAUSE, building().callMs());
        world.pass(PAUSE);
        assertEquals(first, asked());
        assertEquals(deadline, building().deadlineMs(), "nobody gets more time by being there");
    }

    @Test
    void whereNoRankIsLeftSeatsAreKept() {
        World small = new World(4, 5, Limits.DEFAULT);
        Id build = small.request(PACKAGE);
        List<NodeId> all = sitting(small.draw(build));
        long deadline = ((Phase.Building) small.open(build).phase()).deadlineMs();
        for (int i = 0; i < 8; i++) {
            small.pass(PAUSE);
        }
        Phase.Building still =
                assertInstanceOf(Phase.Building.class, small.open(build).phase());
        assertEquals(all, sitting(still));
        assertEquals(deadline, still.deadlineMs());
        all.forEach(node -> small.accept(node, World.commit(build, 0, node, ANSWER)));
        assertInstanceOf(Phase.Revealing.class, small.open(build).phase());
    }

    /// Fewer ranks than silent seats: as many change hands as there are.
    @Test
    void noMoreSeatsAreLostThanTaken() {
        World small = new World(4, 6, Limits.DEFAULT);
        Id build = small.request(PACKAGE);
        List<NodeId> before = sitting(small.draw(build));
        small.pass(PAUSE);
        small.pass(PATIENCE);
        Phase.Building after =
                assertInstanceOf(Phase.Building.class, small.open(build).phase());
        assertEquals(5, sitting(after).size());
        assertEquals(4, sitting(after).stream().filter(before::contains).count());
    }

    @Test
    void aQuorumIsNotAskedAndLosesNobody() {
        world.pass(PAUSE);
        first.subList(0, 4).forEach(this::commit);
        world.pass(PATIENCE);
        assertTrue(sitting(building()).contains(first.get(4)));
        commit(first.get(4));
        assertInstanceOf(Phase.Revealing.class, world.open(id).phase());
    }

    /// A network that stood still asks first.
    @Test
    void theTimeToAnswerBeginsWithTheQuestion() {
        world.pass(HOUR / 2);
        assertEquals(first, asked());
        assertEquals(world.state().timeMs() + PATIENCE, building().callMs());
        first.forEach(this::present);
        assertEquals(first, sitting(building()));
    }

    @Test
    void theNextRanksAreAskedToo() {
        world.pass(PAUSE);
        world.pass(PATIENCE);
        List<NodeId> second = sitting(building());
        assertTrue(second.stream().noneMatch(first::contains));
        world.pass(PAUSE);
        assertEquals(second, asked());
        world.pass(PATIENCE);
        // Of twelve builders two are left for five seats.
        assertEquals(3, sitting(building()).stream().filter(second::contains).count());
        world.pass(HOUR);
        Closed closed = world.closed(id);
        assertNotNull(closed);
        assertEquals(Closed.Verdict.SILENT, closed.verdict());
    }
}
