package io.pyrsia.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.state.BuildRequest;
import io.pyrsia.ledger.state.Phase;
import io.pyrsia.ledger.state.Seat;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Transaction;
import java.util.ArrayList;
import java.util.List;

/// Finds out during a build whose builder is gone, so that the next rank begins at once and not when the time to
/// commit is over: now and then who has not committed is asked, and who keeps silent loses the seat.
///
/// Only while there is no quorum, and only for somebody else: where no rank is left, a seat is kept until the deadline.
final class RollCall {

    /// Parts of the time to commit: between two calls, and for the answer to one. The second begins with the block
    /// that asks, so a network that stood still asks before it takes seats away.
    private static final int PAUSE = 12;

    private static final int PATIENCE = 30;

    private RollCall() {}

    /// Everyone in these seats is asked to build from now on.
    static Phase.Building begin(Draft draft, int quorum, List<Seat> seats) {
        long now = draft.timeMs();
        long whole = draft.parameters().commitTimeoutMs();
        return new Phase.Building(quorum, seats, now + whole, now + whole / PAUSE);
    }

    /// The phase with what somebody just said: with a quorum nobody is asked any more, and a call that all have
    /// answered is over.
    static Phase.Building heard(Draft draft, Phase.Building building, List<Seat> seats, long deadlineMs) {
        boolean isOver = isRunning(building.seats()) && !isRunning(seats);
        long call = hasQuorum(building.quorum(), seats) ? deadlineMs : isOver ? pause(draft) : building.callMs();
        return new Phase.Building(building.quorum(), seats, deadlineMs, call);
    }

    static Outcome present(Draft draft, NodeId author, Transaction.Present present) {
        BuildRequest request = draft.get(Table.REQUESTS, present.request().value());
        if (request == null) {
            return Reason.UNKNOWN_REQUEST.rejected();
        }
        if (!(request.phase() instanceof Phase.Building building)) {
            return Reason.WRONG_PHASE.rejected();
        }
        Outcome allowed = Ballots.mayVote(draft, author, request, present.round(), building.seats());
        if (!allowed.isAccepted()) {
            return allowed;
        }
        Seat seat = Ballots.seat(building.seats(), author).orElseThrow();
        if (seat.status() != Seat.Status.ASKED) {
            return Reason.NOT_ASKED.rejected();
        }
        List<Seat> seats = Ballots.replace(building.seats(), author, asked -> asked.with(Seat.Status.SEATED));
        Requests.move(draft, present.request(), request.in(heard(draft, building, seats, building.deadlineMs())));
        return Outcome.accepted();
    }

    /// It is time to ask, or the time to answer is over.
    static void goOn(Draft draft, Id id, BuildRequest request, Phase.Building building) {
        Phase.Building next = isRunning(building.seats()) ? end(draft, building) : ask(draft, building);
        Requests.move(draft, id, request.in(next));
    }

    private static Phase.Building ask(Draft draft, Phase.Building building) {
        List<Seat> seats = building.seats().stream()
                .map(seat -> seat.isAwaited() ? seat.with(Seat.Status.ASKED) : seat)
                .toList();
        long end = draft.timeMs() + draft.parameters().commitTimeoutMs() / PATIENCE;
        return new Phase.Building(building.quorum(), seats, building.deadlineMs(), end);
    }

    /// Whoever builds anew has the whole time for it.
    private static Phase.Building end(Draft draft, Phase.Building building) {
        List<Seat> seats = new ArrayList<>();
        int left = (int) Ballots.reserve(draft, building.seats()).count();
        int lost = 0;
        for (Seat seat : building.seats()) {
            boolean isLost = seat.status() == Seat.Status.ASKED && lost < left;
            lost += isLost ? 1 : 0;
            seats.add(
                    isLost
                            ? seat.with(Seat.Status.SILENT)
                            : seat.status() == Seat.Status.ASKED ? seat.with(Seat.Status.SEATED) : seat);
        }
        return lost == 0
                ? new Phase.Building(building.quorum(), seats, building.deadlineMs(), pause(draft))
                : begin(draft, building.quorum(), Ballots.seatNextRanks(draft, seats, lost));
    }

    private static long pause(Draft draft) {
        return draft.timeMs() + draft.parameters().commitTimeoutMs() / PAUSE;
    }

    private static boolean isRunning(List<Seat> seats) {
        return seats.stream().anyMatch(seat -> seat.status() == Seat.Status.ASKED);
    }

    private static boolean hasQuorum(int quorum, List<Seat> seats) {
        return seats.stream().filter(Seat::hasCommitted).count() >= quorum;
    }
}
