package io.pyrsia.consensus;

import io.pyrsia.base.NodeId;
import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/// The numbered rules of `docs/internals/consensus.md` as decisions on plain values; the code asks here and nowhere
/// else.
///
/// [#STRICT] is the only instance that main code can reach. The mutants of the tests' archive override one decision
/// each, to prove that the simulator finds what goes wrong then.
class Rules {

    static final Rules STRICT = new Rules();

    Rules() {}

    /// Rule 1: what lets a node leave a view; a block that it could not validate does not.
    boolean clears(boolean skipped, boolean notarised, boolean valid) {
        return skipped || (notarised && valid);
    }

    /// Rules 2 and 3: a parent counts when its NOTAR certificate is held, or when it is the last final block.
    boolean parentProven(boolean notarised, boolean isFinalTip) {
        return notarised || isFinalTip;
    }

    /// Rules 2 and 3: every view between a parent and its child needs its SKIP certificate.
    boolean gapProven(boolean skipped) {
        return skipped;
    }

    /// Rule 3: one NOTAR vote per view; an own SKIP does not forbid it.
    boolean mayNotar(boolean voted, boolean valid) {
        return !voted && valid;
    }

    /// Rule 4: the certificate is held, the block valid, and the view never skipped.
    boolean mayFinalise(boolean notarised, boolean valid, boolean skipVoted) {
        return notarised && valid && !skipVoted;
    }

    /// Rule 5: a view that was finalised is never skipped.
    boolean maySkip(boolean finalVoted) {
        return !finalVoted;
    }

    /// Rule 6: the number of votes that make a certificate.
    int quorum(AuthoritySet authorities) {
        return authorities.quorum();
    }

    /// Rule 6: nothing is signed at or below the final view.
    boolean maySign(long view, long finalView) {
        return view > finalView;
    }

    /// Rule 7: ×1.5 for every view since the last final one, up to the cap.
    long timeoutMs(long baseMs, long viewsSinceFinal, long capMs) {
        long timeout = baseMs;
        for (long i = 1; i < viewsSinceFinal && timeout < capMs; i++) {
            timeout = timeout * 3 / 2 + 1;
        }
        return Math.min(timeout, capMs);
    }

    /// Rule 7: a leader silent for a whole cycle, while a quorum was heard, is not waited for.
    boolean isSilent(long lastHeard, int heardOthers, long view, AuthoritySet authorities) {
        return lastHeard + authorities.size() < view && heardOthers >= authorities.quorum();
    }

    /// Rule 8: an empty block is worth making only to make its parent final.
    boolean mayProposeEmpty(boolean parentIsFinal) {
        return !parentIsFinal;
    }

    /// Rule 9: how much is sent again in one standstill round.
    int standstillMessages() {
        return Limits.STANDSTILL_MESSAGES;
    }

    /// Rule 10: the views for which votes are kept.
    boolean inWindow(long view, long currentView) {
        return view <= currentView + Limits.VIEW_WINDOW;
    }

    /// Rule 11: whether a chain that was asked for and did not come is asked for again.
    boolean asksAgain() {
        return true;
    }

    /// Rule 12: votes count under their own epoch's set and no other.
    boolean countsIn(long epoch, long currentEpoch) {
        return epoch == currentEpoch;
    }

    /// Rule 12: between a seal and its finality the same epoch's blocks carry nothing.
    boolean mayFollowSeal(boolean carriesNothing) {
        return carriesNothing;
    }

    /// Rule 12: n−f of the next set hold their keys and have caught up.
    boolean isReady(int approvals, AuthoritySet next) {
        return approvals >= next.quorum();
    }

    /// Rule 13: whether a conflict becomes evidence; every one does.
    boolean convicts(Evidence evidence) {
        return !evidence.first().equals(evidence.second());
    }

    /// The vote table: rows stay until their view is final.
    long forgettable(long finalView, long currentView) {
        return Math.min(finalView, currentView);
    }

    /// After a restart an own vote counts like any other.
    boolean recounts(Vote own) {
        return own.statement().kind() != Kind.READY;
    }

    /// The vote table: one statement per epoch, view and kind, and never both SKIP and FINAL.
    boolean refuses(Statement held, Statement asked) {
        return Evidence.conflict(held, asked);
    }

    /// A key whose store does not remember its birth may have signed anything; it stays silent.
    boolean mayVote(Entry.@Nullable Birth birth, NodeId self, long epoch) {
        return birth != null && birth.key().equals(self) && epoch >= birth.votesFromEpoch();
    }

    /// The claim of a block about the executed state must be what this node computed.
    boolean agrees(Bytes32 claimed, Bytes32 computed) {
        return claimed.equals(computed);
    }

    /// Persist before send: own votes and proposals are durable before anything of their step leaves.
    boolean mustSync(Entry entry) {
        return switch (entry) {
            case Entry.Voted voted -> true;
            case Entry.Birth birth -> true;
            case Entry.Candidate candidate -> false;
            case Entry.Certified certified -> false;
            case Entry.Committed committed -> false;
            case Entry.Sealed sealed -> false;
            case Entry.Forget forget -> false;
            case Entry.Taken taken -> false;
            case Entry.Installed installed -> true;
            case Entry.Convicted convicted -> false;
            case Entry.Write write -> false;
        };
    }
}
