package io.pyrsia.consensus;

import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Puts a state where a store or a snapshot says it was. What this node signed is counted again like any other vote,
/// and what it held is held again; nothing is sent before [Input.Started].
final class Recovery {

    private Recovery() {}

    static void restore(State state, Recovered recovered) {
        Header last = recovered.last();
        AppliedBlock applied = recovered.applied();
        if (last != null && applied != null) {
            for (SealProof seal : recovered.seals()) {
                if (seal.header().height() <= last.height()) {
                    state.seals.add(seal);
                    enter(
                            state,
                            Sealing.nextOf(
                                    state.epoch, seal.header(), seal.header().digest()));
                }
            }
            stand(state, last, applied);
        }
        recovered.checkpoints().forEach(checkpoint -> state.checkpoints.put(checkpoint.height(), checkpoint.root()));
        recovered.votes().forEach(state.votes::restore);
        if (applied != null) {
            state.sealing.recall(state, applied);
        }
        reopen(state, recovered);
        state.out.drain();
    }

    private static void enter(State state, Epoch epoch) {
        state.sealing.enter(state, epoch);
    }

    private static void stand(State state, Header last, AppliedBlock applied) {
        Tip tip = Tip.of(last, applied.digest(), false);
        state.tip = last.seal() == null ? tip : tip.asBase();
        state.appliedHeight = applied.height();
        state.currentView = state.tip.view() + 1;
        Arrays.fill(state.lastHeard, state.currentView);
    }

    private static void reopen(State state, Recovered recovered) {
        for (Block block : recovered.candidates()) {
            if (isOpen(state, block.proposal().statement())) {
                Candidate candidate = new Candidate(block);
                candidate.stored = true;
                state.round(block.view()).candidates.put(block.digest(), candidate);
            }
        }
        for (Certificate certificate : recovered.certificates()) {
            if (isOpen(state, certificate.statement())) {
                Round round = state.round(certificate.view());
                state.hold(round, certificate);
                certificate.votes().forEach(round.tally(certificate.statement().kind())::add);
            }
            if (isFinalTip(state, certificate.statement())) {
                state.finalCertificate = certificate;
            }
        }
        for (Vote vote : recovered.votes()) {
            if (state.hasVote() && isOpen(state, vote.statement()) && state.rules.recounts(vote)) {
                Round round = state.round(vote.statement().view());
                round.tally(vote.statement().kind()).add(vote);
            }
        }
    }

    private static boolean isOpen(State state, Statement statement) {
        return statement.epoch() == state.epoch.number()
                && statement.view() > state.tip.view()
                && statement.kind() != Kind.READY;
    }

    private static boolean isFinalTip(State state, Statement statement) {
        return statement.kind() == Kind.FINAL
                && statement.epoch() == state.epoch.number()
                && statement.digest().equals(state.tip.digest());
    }

    static void stand(State state, Snapshot snapshot) {
        Epoch epoch = Proofs.epochOf(state.genesis, state.epoch, snapshot, new ArrayList<>());
        if (epoch == null) {
            throw new IllegalStateException("a snapshot was installed that does not hold together");
        }
        Header base = snapshot.base();
        @Nullable Change change = snapshot.change();
        AppliedBlock applied = new AppliedBlock(base.height(), base.digest(), snapshot.stateRoot(), change);
        state.seals.clear();
        for (SealProof seal : snapshot.seals()) {
            if (seal.header().epoch() < epoch.number()) {
                state.seals.add(seal);
            }
        }
        if (epoch.number() != state.epoch.number()) {
            enter(state, epoch);
        }
        state.forgetRounds();
        state.finalCertificate = null;
        stand(state, base, applied);
        state.claims.clear();
        state.checkpoints.clear();
        state.checkpoints.put(base.height(), snapshot.executedRoot());
        state.sealing.decided(state, applied);
    }
}
