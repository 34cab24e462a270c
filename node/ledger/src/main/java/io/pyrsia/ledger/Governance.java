package io.pyrsia.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.entry.AuthoritySet;
import io.pyrsia.ledger.state.Due;
import io.pyrsia.ledger.state.Proposal;
import io.pyrsia.ledger.state.Table;
import io.pyrsia.ledger.transaction.Action;
import io.pyrsia.ledger.transaction.Id;
import java.util.List;

/// Proposals and endorsements: what authorities decide is done the moment enough of them have said so.
final class Governance {

    private Governance() {}

    static Outcome propose(Draft draft, NodeId author, Action action) {
        Id id = action.proposal();
        if (!draft.member(author).isAuthority()) {
            return Reason.NOT_AN_AUTHORITY.rejected();
        }
        if (draft.get(Table.PROPOSALS, id.value()) != null) {
            return Reason.PROPOSAL_EXISTS.rejected();
        }
        if (draft.size(Table.PROPOSALS) >= draft.limits().proposals()) {
            return Reason.TOO_MANY_PROPOSALS.rejected();
        }
        if (draft.account(author).openProposals() >= draft.limits().proposalsPerAuthority()) {
            return Reason.TOO_MANY_OWN_PROPOSALS.rejected();
        }
        Outcome possible = tryOut(draft, action, id);
        if (!possible.isAccepted()) {
            return possible;
        }
        long expires = draft.timeMs() + draft.parameters().proposalLifetimeMs();
        draft.put(Table.ACCOUNTS, author.key(), draft.account(author).propose(1));
        draft.schedule(new Due(expires, Due.Kind.PROPOSAL, id));
        return count(draft, id, new Proposal(action, author, List.of(author), expires));
    }

    /// Endorsing again counts anew: the authorities may have changed since.
    static Outcome endorse(Draft draft, NodeId author, Id id) {
        if (!draft.member(author).isAuthority()) {
            return Reason.NOT_AN_AUTHORITY.rejected();
        }
        Proposal proposal = draft.get(Table.PROPOSALS, id.value());
        if (proposal == null) {
            return Reason.UNKNOWN_PROPOSAL.rejected();
        }
        if (proposal.endorsers().contains(author) && !isDecided(draft, proposal)) {
            return Reason.ALREADY_ENDORSED.rejected();
        }
        return count(draft, id, proposal.endorsedBy(author));
    }

    static void expire(Draft draft, Id id) {
        close(draft, id, draft.require(Table.PROPOSALS, id.value()));
    }

    private static Outcome count(Draft draft, Id id, Proposal proposal) {
        if (!isDecided(draft, proposal)) {
            draft.put(Table.PROPOSALS, id.value(), proposal);
            return Outcome.accepted();
        }
        close(draft, id, proposal);
        return Actions.enact(draft, proposal.action(), id);
    }

    private static boolean isDecided(Draft draft, Proposal proposal) {
        List<NodeId> authorities = draft.authorities().nodes();
        long endorsements =
                proposal.endorsers().stream().filter(authorities::contains).count();
        return endorsements >= needed(proposal.action(), authorities.size());
    }

    /// All needs a quorum but taking a builder out: there one honest authority is enough.
    private static int needed(Action action, int authorities) {
        return switch (action) {
            case Action.Suspend ignored -> AuthoritySet.oneHonest(authorities);
            case Action.AddAuthority ignored -> AuthoritySet.quorum(authorities);
            case Action.RemoveAuthority ignored -> AuthoritySet.quorum(authorities);
            case Action.RotateAuthority ignored -> AuthoritySet.quorum(authorities);
            case Action.AddRegistry ignored -> AuthoritySet.quorum(authorities);
            case Action.RemoveRegistry ignored -> AuthoritySet.quorum(authorities);
            case Action.Certify ignored -> AuthoritySet.quorum(authorities);
            case Action.RemoveBuilder ignored -> AuthoritySet.quorum(authorities);
            case Action.RevokeKey ignored -> AuthoritySet.quorum(authorities);
            case Action.RemoveArtifact ignored -> AuthoritySet.quorum(authorities);
        };
    }

    private static Outcome tryOut(Draft draft, Action action, Id id) {
        Draft.Mark mark = draft.mark();
        Outcome outcome = Actions.enact(draft, action, id);
        draft.undo(mark);
        return outcome;
    }

    private static void close(Draft draft, Id id, Proposal proposal) {
        draft.remove(Table.PROPOSALS, id.value());
        draft.cancel(new Due(proposal.expiresMs(), Due.Kind.PROPOSAL, id));
        NodeId proposer = proposal.proposer();
        draft.put(Table.ACCOUNTS, proposer.key(), draft.account(proposer).propose(-1));
    }
}
