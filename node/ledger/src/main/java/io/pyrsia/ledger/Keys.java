package io.pyrsia.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.state.Member;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.transaction.Id;

/// The end of a key: it loses every role, and its row stays so that it never gets one again.
final class Keys {

    private Keys() {}

    static Outcome revoke(Draft draft, NodeId node, String reason, Id cause) {
        Member member = draft.member(node);
        if (member.isRevoked()) {
            return Reason.TARGET_REVOKED.rejected();
        }
        if (!member.hasRole()) {
            return Reason.NO_SUCH_MEMBER.rejected();
        }
        String explained = "key revoked: " + reason;
        if (member.isAuthority()) {
            Outcome left = Authorities.remove(draft, node, explained, cause);
            if (!left.isAccepted()) {
                return left;
            }
        }
        if (member.isRegistry()) {
            Registries.leave(draft, node, explained, cause);
        }
        if (member.builder() != Member.Standing.NONE) {
            Builders.leave(draft, node, explained, cause);
        }
        draft.put(Table.MEMBERS, node.key(), Member.NOBODY.revoked());
        return Outcome.accepted();
    }
}
