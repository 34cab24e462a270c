package io.pyrsia.consensus;

import io.pyrsia.base.NodeId;

/// Takes in messages whose signatures are valid: counts votes, forms and holds certificates (rule 6), keeps evidence
/// (rule 13).
final class Delivery {

    private Delivery() {}

    /// What was admitted before its check may have been overtaken meanwhile, so it is admitted again.
    static void deliver(State state, NodeId from, Message message) {
        Fault fault = Admission.refusal(state, message);
        if (fault != null) {
            state.drop(from, fault);
            return;
        }
        switch (message) {
            case Message.Proposal(Block block) -> proposal(state, from, block);
            case Message.Ballot(Vote vote) when vote.statement().kind() == Kind.READY -> state.sealing.approve(vote);
            case Message.Ballot(Vote vote) -> ballot(state, from, vote);
            case Message.Certified(Certificate certificate) -> certificate(state, certificate);
            case Message.Chain chain -> CatchUp.chain(state, from, chain);
            case Message.Offer(Snapshot snapshot) -> CatchUp.offer(state, from, snapshot);
            case Message.FetchBlock fetch -> state.drop(from, Fault.UNWANTED);
            case Message.FetchCertificates fetch -> state.drop(from, Fault.UNWANTED);
            case Message.FetchChain fetch -> state.drop(from, Fault.UNWANTED);
        }
    }

    private static void proposal(State state, NodeId from, Block block) {
        heard(state, block.proposal().signer(), from);
        if (!count(state, block.proposal())) {
            state.round(block.view()).doomed = true;
        }
        Round round = state.round(block.view());
        if (block.view() > state.tip.view()) {
            round.candidates.putIfAbsent(block.digest(), new Candidate(block));
        }
    }

    private static void ballot(State state, NodeId from, Vote vote) {
        heard(state, vote.signer(), from);
        count(state, vote);
    }

    /// Only what an authority says itself shows that it is there.
    private static void heard(State state, int signer, NodeId from) {
        if (state.epoch.authorities().member(signer).equals(from)) {
            state.lastHeard[signer] = state.currentView;
        }
    }

    /// Counts a checked vote and forms the certificate that it completes; false when it contradicts another of its
    /// signer.
    static boolean count(State state, Vote vote) {
        Statement statement = vote.statement();
        Round round = state.round(statement.view());
        boolean honest = true;
        for (Kind kind : Kind.values()) {
            Vote other = round.tally(kind).of(vote.signer());
            if (other != null && Evidence.conflict(other.statement(), statement)) {
                honest = false;
                Evidence evidence = new Evidence(other, vote);
                if (state.rules.convicts(evidence) && round.convicted.add(vote.signer())) {
                    convict(state, evidence);
                }
            }
        }
        Tally tally = round.tally(statement.kind());
        tally.add(vote);
        if (statement.kind() == Kind.SKIP
                && vote.signer() == state.epoch.authorities().leader(round.view)) {
            round.doomed = true;
        }
        if (statement.kind() != Kind.PROPOSE
                && !round.has(statement.kind())
                && tally.count(statement.digest()) >= state.rules.quorum(state.epoch.authorities())) {
            hold(state, round, tally.certificate(statement, state.rules.quorum(state.epoch.authorities())));
        }
        return honest;
    }

    private static void certificate(State state, Certificate certificate) {
        Round round = state.round(certificate.view());
        for (Vote vote : certificate.votes()) {
            count(state, vote);
        }
        Certificate held = round.certificate(certificate.statement().kind());
        if (held == null) {
            hold(state, round, certificate);
        }
        Finality.detectFork(state, round, certificate);
    }

    /// Rule 6: a certificate is broadcast when it is first formed or received.
    private static void hold(State state, Round round, Certificate certificate) {
        round.hold(certificate);
        state.out.persist(new Entry.Certified(certificate));
        state.broadcast(new Message.Certified(certificate));
    }

    private static void convict(State state, Evidence evidence) {
        state.out.persist(new Entry.Convicted(evidence));
        state.out.add(new Effect.Report(evidence));
    }
}
