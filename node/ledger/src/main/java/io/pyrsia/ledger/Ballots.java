package io.pyrsia.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.state.BuildRequest;
import io.pyrsia.ledger.state.Closed;
import io.pyrsia.ledger.state.Phase;
import io.pyrsia.ledger.state.Seat;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.transaction.Commitment;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;

/// The secret ballot of builders: all commit before anyone reveals, so that nobody can copy an answer.
final class Ballots {

    /// The least part of the time to commit that is left to the others when a quorum has committed.
    private static final int GRACE = 6;

    private Ballots() {}

    static Outcome commit(Draft draft, NodeId author, Transaction.Commit commit) {
        BuildRequest request = draft.get(Table.REQUESTS, commit.request().value());
        if (request == null) {
            return Reason.UNKNOWN_REQUEST.rejected();
        }
        if (!(request.phase() instanceof Phase.Building building)) {
            return Reason.WRONG_PHASE.rejected();
        }
        Outcome allowed = mayVote(draft, author, request, commit.round(), building.seats());
        if (!allowed.isAccepted()) {
            return allowed;
        }
        Seat seat = seat(building.seats(), author).orElseThrow();
        if (seat.commitment() != null) {
            return Reason.ALREADY_COMMITTED.rejected();
        }
        List<Seat> seats = replace(building.seats(), author, taken -> taken.committed(commit.commitment()));
        if (seats.stream().noneMatch(Seat::isAwaited)) {
            askToReveal(draft, commit.request(), request, building.quorum(), seats);
        } else {
            Phase.Building next = RollCall.heard(draft, building, seats, deadline(draft, building, seats));
            Requests.move(draft, commit.request(), request.in(next));
        }
        return Outcome.accepted();
    }

    /// Once a quorum has committed, the others get as long again as that took: who needs more is not slow but gone,
    /// and must not hold up what enough have done. A quorum that is there at once leaves them a part of the whole
    /// time nevertheless, or it could keep out who would contradict it.
    private static long deadline(Draft draft, Phase.Building building, List<Seat> seats) {
        long committed = seats.stream().filter(Seat::hasCommitted).count();
        if (committed != building.quorum()) {
            return building.deadlineMs();
        }
        long whole = draft.parameters().commitTimeoutMs();
        long taken = draft.timeMs() - (building.deadlineMs() - whole);
        return Math.min(building.deadlineMs(), draft.timeMs() + Math.max(taken, whole / GRACE));
    }

    /// Whoever did not commit has lost the seat by now.
    static Outcome reveal(Draft draft, NodeId author, Transaction.Reveal reveal) {
        BuildRequest request = draft.get(Table.REQUESTS, reveal.request().value());
        if (request == null) {
            return Reason.UNKNOWN_REQUEST.rejected();
        }
        if (!(request.phase() instanceof Phase.Revealing revealing)) {
            return Reason.WRONG_PHASE.rejected();
        }
        Outcome allowed = mayVote(draft, author, request, reveal.round(), revealing.seats());
        if (!allowed.isAccepted()) {
            return allowed;
        }
        Seat seat = seat(revealing.seats(), author).orElseThrow();
        if (seat.outcome() != null) {
            return Reason.ALREADY_REVEALED.rejected();
        }
        Bytes shown = Commitment.of(author, reveal.request(), reveal.round(), reveal.outcome(), reveal.salt());
        if (!shown.equals(seat.commitment())) {
            return Reason.REVEAL_DIFFERS.rejected();
        }
        List<Seat> seats = replace(revealing.seats(), author, taken -> taken.revealed(reveal.outcome()));
        BuildRequest next = request.in(new Phase.Revealing(revealing.quorum(), seats, revealing.deadlineMs()));
        Requests.move(draft, reveal.request(), next);
        if (seats.stream().allMatch(other -> other.commitment() == null || other.outcome() != null)) {
            Verdicts.decide(draft, reveal.request(), next, revealing.quorum(), seats);
        }
        return Outcome.accepted();
    }

    /// The time to commit is over: enough is enough, or the next ranks take the silent ones' seats.
    static void endBuilding(Draft draft, Id id, BuildRequest request, Phase.Building building) {
        List<Seat> seats = building.seats().stream()
                .map(seat -> seat.isAwaited() ? seat.with(Seat.Status.SILENT) : seat)
                .toList();
        int committed = (int) seats.stream().filter(Seat::isSeated).count();
        if (committed >= building.quorum()) {
            askToReveal(draft, id, request, building.quorum(), seats);
            return;
        }
        int missing = (int) building.seats().stream().filter(Seat::isSeated).count() - committed;
        List<Seat> filled = seatNextRanks(draft, seats, missing);
        boolean canReachQuorum = filled.stream().filter(Seat::isSeated).count() >= building.quorum();
        if (canReachQuorum && filled.stream().anyMatch(Seat::isAwaited)) {
            Requests.move(draft, id, request.in(RollCall.begin(draft, building.quorum(), filled)));
        } else if (committed > 0) {
            askToReveal(draft, id, request, building.quorum(), seats);
        } else {
            Requests.close(draft, id, Closed.Verdict.SILENT, "", null);
        }
    }

    private static void askToReveal(Draft draft, Id id, BuildRequest request, int quorum, List<Seat> seats) {
        long deadline = draft.timeMs() + draft.parameters().revealTimeoutMs();
        Requests.move(draft, id, request.in(new Phase.Revealing(quorum, seats, deadline)));
    }

    /// The ranks that could still take a seat.
    static Stream<Seat> reserve(Draft draft, List<Seat> seats) {
        return seats.stream()
                .filter(seat -> seat.status() == Seat.Status.RESERVE
                        && draft.get(Table.BUILDERS, seat.node().key()) != null);
    }

    static List<Seat> seatNextRanks(Draft draft, List<Seat> seats, int missing) {
        List<Seat> next = reserve(draft, seats).limit(missing).toList();
        return seats.stream()
                .map(seat -> next.contains(seat) ? seat.with(Seat.Status.SEATED) : seat)
                .toList();
    }

    static Outcome mayVote(Draft draft, NodeId author, BuildRequest request, int round, List<Seat> seats) {
        if (round != request.round()) {
            return Reason.WRONG_ROUND.rejected();
        }
        if (draft.get(Table.BUILDERS, author.key()) == null) {
            return Reason.NOT_AN_ACTIVE_BUILDER.rejected();
        }
        return seat(seats, author).filter(Seat::isSeated).isPresent()
                ? Outcome.accepted()
                : Reason.NOT_SEATED.rejected();
    }

    static Optional<Seat> seat(List<Seat> seats, NodeId node) {
        return seats.stream().filter(seat -> seat.node().equals(node)).findFirst();
    }

    static List<Seat> replace(List<Seat> seats, NodeId node, UnaryOperator<Seat> change) {
        return seats.stream()
                .map(seat -> seat.node().equals(node) ? change.apply(seat) : seat)
                .toList();
    }
}
