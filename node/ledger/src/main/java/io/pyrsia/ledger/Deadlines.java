package io.pyrsia.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.map.MerkleMap;
import io.pyrsia.ledger.state.BuildRequest;
import io.pyrsia.ledger.state.Closed;
import io.pyrsia.ledger.state.Due;
import io.pyrsia.ledger.state.Phase;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.transaction.Id;
import java.util.ArrayList;
import java.util.List;

/// What happens by itself as agreed time passes, at the beginning of a block, in the order of its times.
final class Deadlines {

    private Deadlines() {}

    /// Settles what is due when the block begins, at most so many; the rest waits for the next block. What becomes due
    /// by this waits too: a seed must come from a later block.
    static void settle(Draft draft) {
        MerkleMap<Boolean> due = draft.tables().rows(Table.DUE);
        List<Due> now = new ArrayList<>();
        for (MerkleMap.Item<Boolean> item : due) {
            Due next = Due.ofKey(item.key());
            if (next.timeMs() > draft.timeMs() || now.size() >= draft.limits().dueEachBlock()) {
                break;
            }
            now.add(next);
        }
        for (Due next : now) {
            draft.countSettled();
            settle(draft, next);
        }
    }

    /// A tick is accepted where it was needed: the block has settled something.
    static Outcome tick(Draft draft, NodeId author) {
        if (!draft.member(author).isAuthority()) {
            return Reason.NOT_AN_AUTHORITY.rejected();
        }
        return draft.settled() > 0 ? Outcome.accepted() : Reason.NOTHING_DUE.rejected();
    }

    private static void settle(Draft draft, Due due) {
        switch (due.kind()) {
            case REQUEST -> settleRequest(draft, due.id());
            case PROPOSAL -> Governance.expire(draft, due.id());
            case CLOSED -> {
                draft.remove(Table.CLOSED, due.id().value());
                draft.cancel(due);
            }
        }
    }

    private static void settleRequest(Draft draft, Id id) {
        BuildRequest request = draft.require(Table.REQUESTS, id.value());
        switch (request.phase()) {
            case Phase.AwaitingSeed ignored -> Draws.begin(draft, id, request);
            case Phase.Drawing ignored -> Requests.close(draft, id, Closed.Verdict.NOT_DRAWN, "", null);
            case Phase.Building building -> {
                if (building.deadlineMs() <= draft.timeMs()) {
                    Ballots.endBuilding(draft, id, request, building);
                } else {
                    RollCall.goOn(draft, id, request, building);
                }
            }
            case Phase.Revealing revealing ->
                Verdicts.decide(draft, id, request, revealing.quorum(), revealing.seats());
        }
    }
}
