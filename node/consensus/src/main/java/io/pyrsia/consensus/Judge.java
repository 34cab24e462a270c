package io.pyrsia.consensus;

import io.pyrsia.consensus.Candidate.Verdict;
import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/// Decides whether a block may follow its parent. What it holds transactions for is the application's business: one
/// that it rejects changes nothing, so no transaction makes a block invalid.
final class Judge {

    private Judge() {}

    static boolean advance(State state) {
        boolean moved = false;
        for (Round round : state.unsettledRounds().values()) {
            for (Candidate candidate : round.candidates.values()) {
                if (candidate.verdict == Verdict.UNKNOWN) {
                    candidate.verdict = verdict(state, round, candidate.block);
                    moved |= candidate.verdict != Verdict.UNKNOWN;
                    // Rule 5: nothing good comes of a view with an invalid block.
                    round.doomed |= candidate.verdict == Verdict.INVALID;
                }
            }
        }
        return moved;
    }

    private static Verdict verdict(State state, Round round, Block block) {
        Header header = block.header();
        if (header.parentView() < state.tip.view()) {
            return Verdict.INVALID;
        }
        Tip parent = state.tipAt(header.parentView(), header.parentDigest());
        if (parent == null) {
            return withoutParent(state, header);
        }
        if (header.height() != parent.height() + 1) {
            return Verdict.INVALID;
        }
        if (parent.sealed() && !state.rules.mayFollowSeal(block.transactions().isEmpty() && block.seal() == null)) {
            return Verdict.INVALID;
        }
        Verdict executed = executed(state, header, parent);
        Seal seal = header.seal();
        if (executed != Verdict.VALID || seal == null) {
            return executed;
        }
        return seal(state, round, block, seal);
    }

    private static Verdict withoutParent(State state, Header header) {
        if (header.parentView() == state.tip.view()) {
            return Verdict.INVALID;
        }
        Candidate parent = state.candidate(header.parentView(), header.parentDigest());
        return parent != null && parent.verdict == Verdict.INVALID ? Verdict.INVALID : Verdict.UNKNOWN;
    }

    /// A block repeats its parent's checkpoint or names the next one; a node that has not executed it yet waits.
    private static Verdict executed(State state, Header header, Tip parent) {
        if (header.executedHeight() == parent.executedHeight()) {
            return header.executedRoot().equals(parent.executedRoot()) ? Verdict.VALID : Verdict.INVALID;
        }
        if (header.executedHeight() != parent.executedHeight() + Limits.CHECKPOINT_INTERVAL
                || header.executedHeight() >= header.height()) {
            return Verdict.INVALID;
        }
        Bytes32 computed = state.checkpoints.get(header.executedHeight());
        if (computed == null) {
            return Verdict.UNKNOWN;
        }
        return state.rules.agrees(header.executedRoot(), computed) ? Verdict.VALID : Verdict.INVALID;
    }

    /// Rule 12: a seal carries nothing else, and says what this node's application has decided. As long as it has not,
    /// the block is not voted for; the application may be behind. It may also be ahead and want another set by now:
    /// then a certificate shows that others saw the change wanted, and the next epoch sees the newer one.
    private static Verdict seal(State state, Round round, Block block, Seal seal) {
        if (!block.transactions().isEmpty()) {
            return Verdict.INVALID;
        }
        @Nullable Change change = state.sealing.change();
        boolean decided = change != null
                && change.decidedAt() == seal.decidedAt()
                && change.next().equals(seal.next());
        return decided || round.isNotarised(block.digest()) ? Verdict.VALID : Verdict.UNKNOWN;
    }
}
