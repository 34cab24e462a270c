package io.pyrsia.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.entry.Role;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.transaction.Id;

/// The nodes that are trusted to say what their upstream registries serve.
final class Registries {

    private Registries() {}

    static Outcome add(Draft draft, NodeId node, Id cause) {
        if (draft.member(node).isRegistry()) {
            return Reason.ALREADY_REGISTRY.rejected();
        }
        if (draft.size(Table.REGISTRIES) >= draft.limits().registries()) {
            return Reason.TOO_MANY_REGISTRIES.rejected();
        }
        Outcome possible = Members.canGetRole(draft, node);
        if (!possible.isAccepted()) {
            return possible;
        }
        Members.store(draft, node, draft.member(node).withRegistry(true));
        draft.put(Table.REGISTRIES, node.key(), true);
        draft.publish(cause, new Content.AddNode(node, Role.REGISTRY, 0, null));
        return Outcome.accepted();
    }

    static Outcome remove(Draft draft, NodeId node, Id cause) {
        if (!draft.member(node).isRegistry()) {
            return Reason.NO_SUCH_REGISTRY.rejected();
        }
        leave(draft, node, "removed by the authorities", cause);
        return Outcome.accepted();
    }

    static void leave(Draft draft, NodeId node, String reason, Id cause) {
        Members.store(draft, node, draft.member(node).withRegistry(false));
        draft.remove(Table.REGISTRIES, node.key());
        draft.publish(cause, new Content.RemoveNode(node, Role.REGISTRY, reason, null));
    }
}
