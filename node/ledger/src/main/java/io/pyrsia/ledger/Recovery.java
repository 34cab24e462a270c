package io.pyrsia.ledger;

import io.pyrsia.base.Digest;
import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.entry.AuthoritySet;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.state.State;
import io.pyrsia.ledger.transaction.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.tuweni.bytes.Bytes;

/// What people decided when more than f authorities were lost for good: the authorities that go on from a state.
///
/// No transaction can do this. It is applied in the place of a block, on nodes whose operators accepted the document.
///
/// @param document the digest of the document that says so
/// @param survivors the authorities who signed it
public record Recovery(Digest document, List<NodeId> authorities, List<NodeId> survivors, String reason, long timeMs) {

    public static final int MAX_REASON_CHARACTERS = 1_000;

    public Recovery {
        authorities = authorities.stream().sorted().toList();
        survivors = survivors.stream().sorted().toList();
    }

    /// The next state and the entry that tells of it, or the reason why it cannot be.
    Applied apply(State before, Bytes blockDigest) {
        Draft draft = new Draft(before, new Block(before.height() + 1, timeMs, blockDigest, List.of()));
        Draft.Mark mark = draft.mark();
        Outcome outcome = change(draft);
        if (!outcome.isAccepted()) {
            draft.undo(mark);
        }
        return draft.finish(List.of(outcome), List.of(draft.entries()));
    }

    private Outcome change(Draft draft) {
        List<NodeId> old = draft.authorities().nodes();
        if (authorities.size() < Limits.MIN_AUTHORITIES || new TreeSet<>(authorities).size() != authorities.size()) {
            return Reason.TOO_FEW_AUTHORITIES.rejected();
        }
        if (authorities.size() > draft.limits().authorities()) {
            return Reason.TOO_MANY_AUTHORITIES.rejected();
        }
        if (!old.containsAll(survivors) || survivors.size() < AuthoritySet.oneHonest(old.size())) {
            return Reason.NOT_AN_AUTHORITY.rejected();
        }
        for (NodeId node : authorities) {
            Outcome possible = Members.canGetRole(draft, node);
            if (!possible.isAccepted()) {
                return possible;
            }
            Members.store(draft, node, draft.member(node).withAuthority(true));
        }
        List<NodeId> removed = new ArrayList<>(old);
        removed.removeAll(authorities);
        for (NodeId node : removed) {
            Members.store(draft, node, draft.member(node).withAuthority(false));
        }
        draft.seal(authorities);
        draft.publish(
                new Id(document.value()),
                new Content.Recovered(document, draft.authorities(), removed, survivors, reason));
        return Outcome.accepted();
    }
}
