package io.pyrsia.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.state.BuildRequest;
import io.pyrsia.ledger.state.Closed;
import io.pyrsia.ledger.state.Seat;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.trust.Trust;
import java.util.List;
import java.util.stream.Stream;

/// The end of a round: what the builders' answers mean, and whether a larger, disjoint committee must settle it.
final class Verdicts {

    private Verdicts() {}

    /// Answers of builders that were suspended meanwhile do not count.
    static void decide(Draft draft, Id id, BuildRequest request, int quorum, List<Seat> seats) {
        Tally tally = Tally.of(seats.stream()
                .filter(seat -> draft.get(Table.BUILDERS, seat.node().key()) != null)
                .toList());
        if (Requests.isRemoved(draft, request.recipe().purl())) {
            Requests.close(draft, id, Closed.Verdict.REMOVED, "", null);
        } else if (tally.leading().isEmpty()) {
            boolean isSilent = tally.failures().isEmpty();
            Requests.close(
                    draft,
                    id,
                    isSilent ? Closed.Verdict.SILENT : Closed.Verdict.CANNOT_BUILD,
                    isSilent ? "" : tally.failures().getFirst(),
                    null);
        } else {
            Trust trust = tally.isTied() ? Trust.DISPUTED : Trust.of(tally.evidence(quorum));
            if (trust == Trust.DISPUTED || Audits.isContradicted(request, tally, quorum)) {
                dispute(draft, id, request, seats, tally);
            } else if (request.audited() != null) {
                Requests.close(draft, id, Closed.Verdict.PUBLISHED, "", null);
            } else {
                Publication.publish(draft, id, request, quorum, tally, trust);
                Requests.close(draft, id, Closed.Verdict.PUBLISHED, trust.name(), trust);
                Audits.draw(draft, id, request, sat(request, seats), tally, trust);
            }
        }
    }

    private static void dispute(Draft draft, Id id, BuildRequest request, List<Seat> seats, Tally tally) {
        Publication.dispute(draft, id, request, tally);
        List<NodeId> sat = sat(request, seats);
        BuildRequest next = request.nextRound(sat);
        boolean canGoOn = next.round() < draft.parameters().rounds()
                && CommitteeSize.step(next, Draws.available(draft, sat)) != CommitteeSize.NONE;
        if (canGoOn) {
            Requests.move(draft, id, next);
        } else {
            Requests.close(draft, id, Closed.Verdict.DISPUTED, "", Trust.DISPUTED);
        }
    }

    /// Everyone who was asked to build in this round or before.
    private static List<NodeId> sat(BuildRequest request, List<Seat> seats) {
        return Stream.concat(
                        request.excluded().stream(),
                        seats.stream()
                                .filter(seat -> seat.status() != Seat.Status.RESERVE)
                                .map(Seat::node))
                .sorted()
                .distinct()
                .toList();
    }
}
