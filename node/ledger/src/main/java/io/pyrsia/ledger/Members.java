package io.pyrsia.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.state.Member;
import io.pyrsia.ledger.state.Table;

/// The rows of keys: a key gets its row with its first role and loses it with its last, unless it is revoked.
final class Members {

    private Members() {}

    /// Whether the key may get a role. A key that ever said something keeps its account, so those count.
    static Outcome canGetRole(Draft draft, NodeId node) {
        Member member = draft.member(node);
        if (member.isRevoked()) {
            return Reason.TARGET_REVOKED.rejected();
        }
        boolean isNew = draft.get(Table.ACCOUNTS, node.key()) == null;
        return isNew && draft.size(Table.ACCOUNTS) >= draft.limits().members()
                ? Reason.TOO_MANY_MEMBERS.rejected()
                : Outcome.accepted();
    }

    static void store(Draft draft, NodeId node, Member member) {
        if (member.hasRole() || member.isRevoked()) {
            draft.put(Table.MEMBERS, node.key(), member);
            draft.put(Table.ACCOUNTS, node.key(), draft.account(node));
        } else {
            draft.remove(Table.MEMBERS, node.key());
        }
    }
}
