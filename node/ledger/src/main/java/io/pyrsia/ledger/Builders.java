package io.pyrsia.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.entry.Content;
import io.pyrsia.ledger.entry.Role;
import io.pyrsia.ledger.state.Member;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.transaction.Id;

/// Builders: an authority vouches for one, the authorities certify it for half a year, an incident suspends it until
/// they certify it again.
final class Builders {

    private Builders() {}

    static Outcome register(Draft draft, NodeId author, NodeId node, Id cause) {
        if (!draft.member(author).isAuthority()) {
            return Reason.NOT_AN_AUTHORITY.rejected();
        }
        Outcome possible = canJoin(draft, node);
        if (!possible.isAccepted()) {
            return possible;
        }
        if (draft.account(author).sponsored() >= draft.limits().buildersPerSponsor()) {
            return Reason.TOO_MANY_SPONSORED.rejected();
        }
        Members.store(draft, node, draft.member(node).withBuilder(Member.Standing.ACTIVE, author));
        draft.put(Table.ACCOUNTS, author.key(), draft.account(author).sponsor(1));
        draft.put(Table.BUILDERS, node.key(), 0L);
        draft.publish(cause, new Content.AddNode(node, Role.BUILDER, 0, null));
        return Outcome.accepted();
    }

    /// A suspended builder comes back by this, and only by this.
    static Outcome certify(Draft draft, NodeId node, Id cause) {
        Member member = draft.member(node);
        if (member.builder() == Member.Standing.NONE) {
            return Reason.NO_SUCH_BUILDER.rejected();
        }
        if (member.builder() == Member.Standing.SUSPENDED
                && draft.size(Table.BUILDERS) >= draft.limits().builders()) {
            return Reason.TOO_MANY_BUILDERS.rejected();
        }
        long until = draft.timeMs() + draft.parameters().certificationMs();
        Members.store(draft, node, member.withBuilder(Member.Standing.ACTIVE, member.sponsor()));
        draft.put(Table.BUILDERS, node.key(), until);
        draft.publish(cause, new Content.AddNode(node, Role.BUILDER, until, null));
        return Outcome.accepted();
    }

    static Outcome suspend(Draft draft, NodeId node, String incident, Id cause) {
        Member member = draft.member(node);
        return switch (member.builder()) {
            case NONE -> Reason.NO_SUCH_BUILDER.rejected();
            case SUSPENDED -> Reason.BUILDER_SUSPENDED.rejected();
            case ACTIVE -> {
                Members.store(draft, node, member.withBuilder(Member.Standing.SUSPENDED, member.sponsor()));
                draft.remove(Table.BUILDERS, node.key());
                draft.publish(cause, new Content.RemoveNode(node, Role.BUILDER, "suspended: " + incident, null));
                yield Outcome.accepted();
            }
        };
    }

    static Outcome remove(Draft draft, NodeId node, String reason, Id cause) {
        if (draft.member(node).builder() == Member.Standing.NONE) {
            return Reason.NO_SUCH_BUILDER.rejected();
        }
        leave(draft, node, reason, cause);
        return Outcome.accepted();
    }

    /// Its sponsor may vouch for another instead.
    static void leave(Draft draft, NodeId node, String reason, Id cause) {
        Member member = draft.member(node);
        NodeId sponsor = member.sponsor();
        if (sponsor != null) {
            draft.put(Table.ACCOUNTS, sponsor.key(), draft.account(sponsor).sponsor(-1));
        }
        Members.store(draft, node, member.withBuilder(Member.Standing.NONE, null));
        draft.remove(Table.BUILDERS, node.key());
        draft.publish(cause, new Content.RemoveNode(node, Role.BUILDER, reason, null));
    }

    /// Whether the node is a trusted one now: certified, and its half year is not over.
    static boolean isCertified(Draft draft, NodeId node) {
        Long until = draft.get(Table.BUILDERS, node.key());
        return until != null && until > draft.timeMs();
    }

    private static Outcome canJoin(Draft draft, NodeId node) {
        return switch (draft.member(node).builder()) {
            case ACTIVE -> Reason.ALREADY_BUILDER.rejected();
            case SUSPENDED -> Reason.BUILDER_SUSPENDED.rejected();
            case NONE ->
                draft.size(Table.BUILDERS) >= draft.limits().builders()
                        ? Reason.TOO_MANY_BUILDERS.rejected()
                        : Members.canGetRole(draft, node);
        };
    }
}
