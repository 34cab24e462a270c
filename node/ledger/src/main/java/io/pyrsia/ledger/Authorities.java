package io.pyrsia.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.entry.Role;
import io.pyrsia.ledger.state.Limits;
import io.pyrsia.ledger.transaction.Id;
import java.util.ArrayList;
import java.util.List;

/// The set of authorities: it changes once in a block at most, which seals the epoch, and is never empty.
final class Authorities {

    private Authorities() {}

    static Outcome add(Draft draft, NodeId node, Id cause) {
        Outcome possible = canJoin(draft, node);
        if (!possible.isAccepted()) {
            return possible;
        }
        if (draft.authorities().nodes().size() >= draft.limits().authorities()) {
            return Reason.TOO_MANY_AUTHORITIES.rejected();
        }
        List<NodeId> nodes = new ArrayList<>(draft.authorities().nodes());
        nodes.add(node);
        draft.seal(nodes);
        join(draft, node, cause);
        return Outcome.accepted();
    }

    static Outcome remove(Draft draft, NodeId node, String reason, Id cause) {
        if (draft.isSealed()) {
            return Reason.EPOCH_SEALED.rejected();
        }
        if (!draft.member(node).isAuthority()) {
            return Reason.NO_SUCH_AUTHORITY.rejected();
        }
        List<NodeId> nodes = new ArrayList<>(draft.authorities().nodes());
        nodes.remove(node);
        if (nodes.isEmpty()) {
            return Reason.LAST_AUTHORITY.rejected();
        }
        if (nodes.size() == Limits.MIN_AUTHORITIES - 1) {
            return Reason.TOO_FEW_AUTHORITIES.rejected();
        }
        draft.seal(nodes);
        leave(draft, node, reason, cause);
        return Outcome.accepted();
    }

    static Outcome rotate(Draft draft, NodeId node, NodeId replacement, Id cause) {
        Outcome possible = canJoin(draft, replacement);
        if (!possible.isAccepted()) {
            return possible;
        }
        if (!draft.member(node).isAuthority()) {
            return Reason.NO_SUCH_AUTHORITY.rejected();
        }
        List<NodeId> nodes = new ArrayList<>(draft.authorities().nodes());
        nodes.remove(node);
        nodes.add(replacement);
        draft.seal(nodes);
        leave(draft, node, "replaced by " + replacement, cause);
        join(draft, replacement, cause);
        return Outcome.accepted();
    }

    private static Outcome canJoin(Draft draft, NodeId node) {
        if (draft.isSealed()) {
            return Reason.EPOCH_SEALED.rejected();
        }
        if (draft.member(node).isAuthority()) {
            return Reason.ALREADY_AUTHORITY.rejected();
        }
        return Members.canGetRole(draft, node);
    }

    private static void join(Draft draft, NodeId node, Id cause) {
        Members.store(draft, node, draft.member(node).withAuthority(true));
        draft.publish(cause, new Content.AddNode(node, Role.AUTHORITY, 0, draft.authorities()));
    }

    private static void leave(Draft draft, NodeId node, String reason, Id cause) {
        Members.store(draft, node, draft.member(node).withAuthority(false));
        draft.publish(cause, new Content.RemoveNode(node, Role.AUTHORITY, reason, draft.authorities()));
    }
}
