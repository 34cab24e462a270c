package io.pyrsia.ledger;

import io.pyrsia.base.NodeId;
import io.pyrsia.ledger.state.Account;
import io.pyrsia.ledger.state.Member;
import io.pyrsia.ledger.state.Table;

/// Who may speak at all: a key with a role, not revoked, with a number it has not used.
final class Authors {

    private Authors() {}

    /// Uses the number up.
    static Outcome admit(Draft draft, NodeId author, long sequence) {
        Account account = draft.account(author);
        Outcome outcome = check(draft.member(author), account, sequence);
        if (outcome.isAccepted()) {
            draft.put(Table.ACCOUNTS, author.key(), account.use(sequence));
        }
        return outcome;
    }

    static Outcome check(Member member, Account account, long sequence) {
        if (member.isRevoked()) {
            return Reason.KEY_REVOKED.rejected();
        }
        if (!member.hasRole()) {
            return Reason.UNKNOWN_AUTHOR.rejected();
        }
        if (account.isTooFar(sequence)) {
            return Reason.TOO_FAR_AHEAD.rejected();
        }
        if (account.isTooOld(sequence)) {
            return Reason.TOO_OLD.rejected();
        }
        return account.isUsed(sequence) ? Reason.REPLAYED.rejected() : Outcome.accepted();
    }
}
