package io.pyrsia.ledger;

import io.pyrsia.base.ByteWriter;
import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.entry.AuthoritySet;
import io.pyrsia.ledger.state.BuildRequest;
import io.pyrsia.ledger.state.Closed;
import io.pyrsia.ledger.state.Phase;
import io.pyrsia.ledger.state.Seat;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.transaction.Id;
import io.pyrsia.ledger.transaction.Transaction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/// How a committee comes about: the block after the request gives a seed, and f+1 authorities, in an order that follows
/// from the seed, give verifiable random shares over it.
///
/// The seed's proposer cannot compute an honest authority's share, and no authority can choose its own; one that holds
/// its share back is passed over after a time-out.
final class Draws {

    private Draws() {}

    /// The seed is there: shares can be given.
    static void begin(Draft draft, Id id, BuildRequest request) {
        long patience = draft.parameters().drawTimeoutMs()
                * (draft.authorities().nodes().size() + 1L);
        Phase.Drawing drawing =
                new Phase.Drawing(draft.blockDigest(), draft.timeMs(), draft.timeMs() + patience, List.of());
        Requests.move(draft, id, request.in(drawing));
    }

    static Outcome contribute(Draft draft, NodeId author, Transaction.Draw draw, Bytes output) {
        if (!draft.member(author).isAuthority()) {
            return Reason.NOT_AN_AUTHORITY.rejected();
        }
        BuildRequest request = draft.get(Table.REQUESTS, draw.request().value());
        if (request == null) {
            return Reason.UNKNOWN_REQUEST.rejected();
        }
        if (!(request.phase() instanceof Phase.Drawing drawing)) {
            return Reason.WRONG_PHASE.rejected();
        }
        if (draw.round() != request.round()) {
            return Reason.WRONG_ROUND.rejected();
        }
        if (!draw.seed().equals(drawing.seed())) {
            return Reason.WRONG_SEED.rejected();
        }
        if (drawing.shares().stream().anyMatch(share -> share.node().equals(author))) {
            return Reason.ALREADY_DREW.rejected();
        }
        if (!turns(
                        draft.authorities(),
                        draw.request(),
                        drawing,
                        draft.timeMs(),
                        draft.parameters().drawTimeoutMs())
                .contains(author)) {
            return Reason.NOT_YOUR_TURN.rejected();
        }
        add(draft, draw.request(), request, drawing, new Phase.Share(author, output));
        return Outcome.accepted();
    }

    /// The authorities that may give a share now: at first as many as are needed, one more for each time-out.
    static List<NodeId> turns(AuthoritySet authorities, Id request, Phase.Drawing drawing, long nowMs, long timeoutMs) {
        List<NodeId> order = new ArrayList<>(authorities.nodes());
        order.sort(Comparator.comparing(node -> rank(drawing.seed(), request, node)));
        long passed = Math.max(0, nowMs - drawing.sinceMs()) / timeoutMs;
        long open = AuthoritySet.oneHonest(order.size()) + passed;
        return order.subList(0, (int) Math.min(open, order.size()));
    }

    private static void add(Draft draft, Id id, BuildRequest request, Phase.Drawing drawing, Phase.Share share) {
        List<NodeId> authorities = draft.authorities().nodes();
        List<Phase.Share> shares = new ArrayList<>(drawing.shares());
        shares.removeIf(old -> !authorities.contains(old.node()));
        shares.add(share);
        if (shares.size() >= AuthoritySet.oneHonest(authorities.size())) {
            seat(draft, id, request, combined(shares));
        } else {
            Requests.move(
                    draft,
                    id,
                    request.in(new Phase.Drawing(drawing.seed(), drawing.sinceMs(), drawing.deadlineMs(), shares)));
        }
    }

    private static void seat(Draft draft, Id id, BuildRequest request, Bytes random) {
        int step = CommitteeSize.step(request, available(draft, request.excluded()));
        if (step == CommitteeSize.NONE) {
            Requests.close(draft, id, Closed.Verdict.NO_BUILDERS, "", null);
            return;
        }
        CommitteeSize size = CommitteeSize.of(step);
        List<Seat> seats =
                Committee.draw(draft.tables().rows(Table.BUILDERS), draft.timeMs(), request.excluded(), random, size);
        Requests.move(draft, id, request.drawn(step, RollCall.begin(draft, size.quorum(), seats)));
    }

    /// How many builders could be drawn.
    static int available(Draft draft, List<NodeId> excluded) {
        long gone = excluded.stream()
                .filter(node -> draft.get(Table.BUILDERS, node.key()) != null)
                .count();
        return draft.size(Table.BUILDERS) - (int) gone;
    }

    private static Bytes rank(Bytes seed, Id request, NodeId node) {
        ByteWriter out = new ByteWriter().bytes(seed).bytes(request.value());
        return Digest.sha256(out.bytes(node.key()).toBytes()).value();
    }

    /// One number of all shares, whatever the order in which they came.
    private static Bytes combined(List<Phase.Share> shares) {
        ByteWriter out = new ByteWriter();
        shares.stream()
                .sorted(Comparator.comparing(Phase.Share::node))
                .forEach(share -> out.bytes(share.node().key()).bytes(share.output()));
        return Digest.sha256(out.toBytes()).value();
    }
}
