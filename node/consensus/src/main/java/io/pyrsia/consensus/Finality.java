package io.pyrsia.consensus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/// Rule 6: a FINAL certificate commits its block and all ancestors, in order; a seal among them ends the epoch there.
final class Finality {

    private Finality() {}

    static boolean advance(State state) {
        if (isPaused(state)) {
            return false;
        }
        Block rescue = state.genesis.rescue(state.epoch.number(), state.tip.digest());
        if (rescue != null) {
            commit(state, List.of(rescue), Rescue.proof(rescue));
            return true;
        }
        if (contradictsRescue(state, state.epoch.number(), state.tip.height())) {
            return false;
        }
        for (Round round : state.unsettledRounds().descendingMap().values()) {
            Certificate certificate = round.certificate(Kind.FINAL);
            Deque<Candidate> branch = certificate == null ? null : branch(state, round.certified(Kind.FINAL));
            if (certificate != null && branch != null) {
                finalise(state, List.copyOf(branch), certificate);
                return true;
            }
            if (state.halted) {
                return false;
            }
        }
        return false;
    }

    private static boolean contradictsRescue(State state, long epoch, long height) {
        boolean contradicts = state.genesis.excludes(epoch, height);
        if (contradicts) {
            state.halt("block " + height + " is final, and the recovery that this node accepted ends its epoch below");
        }
        return contradicts;
    }

    /// The application is behind, or is being replaced.
    static boolean isPaused(State state) {
        return state.installing || state.tip.height() - state.appliedHeight >= Limits.UNAPPLIED_BLOCKS;
    }

    /// The blocks from the tip's child to the certified one, or `null` while one of them is missing.
    private static @Nullable Deque<Candidate> branch(State state, @Nullable Candidate certified) {
        Deque<Candidate> branch = new ArrayDeque<>();
        Candidate at = certified;
        while (at != null) {
            branch.addFirst(at);
            Header header = at.block.header();
            if (header.parentView() <= state.tip.view()) {
                if (!header.parentDigest().equals(state.tip.digest())) {
                    state.halt("a certified block does not build on the final one: more than f authorities lie");
                    return null;
                }
                return branch;
            }
            at = state.candidate(header.parentView(), header.parentDigest());
        }
        return null;
    }

    private static void finalise(State state, List<Candidate> branch, Certificate certificate) {
        List<Block> blocks = new ArrayList<>();
        List<Header> path = new ArrayList<>();
        for (Candidate candidate : branch) {
            if (candidate.verdict == Candidate.Verdict.INVALID) {
                state.halt(
                        "a quorum made " + candidate.block + " final, which is invalid here: this node has diverged");
                return;
            }
            boolean isSealed =
                    !blocks.isEmpty() && blocks.get(blocks.size() - 1).seal() != null;
            if (isSealed) {
                path.add(candidate.block.header());
            } else {
                blocks.add(candidate.block);
            }
        }
        commit(state, blocks, new FinalProof(path, certificate));
    }

    /// Commits blocks that follow the tip, the last of which is proven final.
    static void commit(State state, List<Block> blocks, FinalProof proof) {
        Block last = blocks.get(blocks.size() - 1);
        if (!Rescue.is(last) && contradictsRescue(state, last.header().epoch(), last.height())) {
            return;
        }
        for (Block block : blocks) {
            state.out.add(new Effect.Commit(block, block.height() == last.height() ? proof : null));
            state.round(block.view()).committed = block.digest();
            state.tip = Tip.of(block.header(), block.digest(), false);
            claim(state, block.header());
        }
        state.rounds.headMap(state.tip.view(), true).values().forEach(round -> round.candidates.clear());
        if (last.seal() != null) {
            state.sealing.enter(state, last, proof);
            return;
        }
        if (proof.path().isEmpty()) {
            state.finalCertificate = proof.certificate();
        }
        state.rounds.headMap(state.tip.view() - Limits.EVIDENCE_TAIL, false).clear();
    }

    /// What the chain says of the executed state must be what this node computes, now or when it gets there.
    private static void claim(State state, Header header) {
        Bytes32 computed = state.checkpoints.get(header.executedHeight());
        if (computed == null && header.executedHeight() > state.appliedHeight) {
            state.claims.put(header.executedHeight(), header.executedRoot());
        } else if (computed != null) {
            compare(state, header.executedHeight(), header.executedRoot(), computed);
        }
        state.checkpoints.headMap(header.executedHeight(), false).clear();
    }

    private static void compare(State state, long height, Bytes32 claimed, Bytes32 computed) {
        if (!state.rules.agrees(claimed, computed)) {
            state.halt("the state at height " + height + " is not what the others computed: this node has diverged");
        }
    }

    /// The application executed a block; its votes and candidates are no longer needed once nothing is behind them.
    static void applied(State state, AppliedBlock block) {
        if (block.height() != state.appliedHeight + 1) {
            throw new IllegalStateException("applied " + block.height() + " after " + state.appliedHeight);
        }
        state.appliedHeight = block.height();
        state.sealing.decided(state, block);
        if (Checkpoint.isDue(block.height())) {
            Bytes32 computed = block.checkpointRoot();
            state.checkpoints.put(block.height(), computed);
            Bytes32 claimed = state.claims.remove(block.height());
            if (claimed != null) {
                compare(state, block.height(), claimed, computed);
            }
        }
        if (state.appliedHeight == state.tip.height()) {
            forget(state);
        }
    }

    private static void forget(State state) {
        long view = state.rules.forgettable(state.tip.view(), state.currentView);
        state.out.persist(new Entry.Forget(state.epoch.number(), view));
        state.votes.forget(state.epoch.number(), view);
    }

    /// A certificate that denies a final block: the evidence is already kept, and no further step of this node can
    /// help.
    static void detectFork(State state, Round round, Certificate certificate) {
        if (certificate.statement().kind() == Kind.FINAL
                && round.view <= state.tip.view()
                && round.committed != null
                && !round.committed.equals(certificate.statement().digest())) {
            state.halt("two blocks of view " + round.view + " are certified as final: more than f authorities lie");
        }
    }
}
