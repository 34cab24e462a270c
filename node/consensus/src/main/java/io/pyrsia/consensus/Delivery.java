package io.pyrsia.consensus;

import io.pyrsia.base.NodeId;

/// Takes in messages whose signatures are valid: counts votes, forms and holds certificates (rule 6), keeps evidence
/// (rule 13).
final class Delivery {

    private Delivery() {}

    /// What was admitted before its check may have been overtaken meanwhile, so it is admitted again.
    static void deliver(State state, NodeId from, Message checked) {
        Message message = Admission.whatCounts(state, checked);
        Fault fault = Admission.refusal(state, message);
        if (fault != null) {
            Admission.drop(state, from, message, fault);
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
        PastEpoch past = state.past;
        if (past != null && past.isOf(vote)) {
            Round round = past.round(vote);
            if (round != null) {
                isHonest(state, round, vote);
            }
            return;
        }
        heard(state, vote.signer(), from);
        count(state, vote);
    }

    /// Only what an authority says itself shows that it is there.
    private static void heard(State state, int signer, NodeId from) {
        if (state.epoch.authorities().member(signer).equals(from)) {
            state.lastHeard[signer] = state.currentView;
        }
    }

    /// Whether an unchecked vote is its signer's own for what is certified. The slowest authority's votes always come
    /// like this; it is there all the same.
    static boolean late(State state, NodeId from, Vote vote) {
        Round round = state.rounds.get(vote.statement().view());
        Certificate certificate =
                round == null ? null : round.certificate(vote.statement().kind());
        if (round == null
                || certificate == null
                || !certificate.statement().equals(vote.statement())
                || !state.epoch.authorities().member(vote.signer()).equals(from)) {
            return false;
        }
        round.addLate(vote.statement().kind(), vote.signer());
        heard(state, vote.signer(), from);
        return true;
    }

    /// Counts a checked vote and forms the certificate that it completes; false when it contradicts another of its
    /// signer.
    static boolean count(State state, Vote vote) {
        Statement statement = vote.statement();
        Round round = state.round(statement.view());
        boolean honest = isHonest(state, round, vote);
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

    /// Rule 13: false, and evidence is kept, when the signer has said the contrary.
    private static boolean isHonest(State state, Round round, Vote vote) {
        boolean honest = true;
        for (Kind kind : Kind.values()) {
            Vote other = round.tally(kind).of(vote.signer());
            if (other != null && Evidence.conflict(other.statement(), vote.statement())) {
                honest = false;
                Evidence evidence = new Evidence(other, vote);
                if (state.rules.convicts(evidence) && round.convicted.add(vote.signer())) {
                    convict(state, evidence);
                }
            }
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

    /// Rule 6: a certificate is offered to the others when it is first formed or received.
    private static void hold(State state, Round round, Certificate certificate) {
        state.hold(round, certificate);
        state.out.persist(new Entry.Certified(certificate));
        Relay.offer(state, round, certificate);
    }

    private static void convict(State state, Evidence evidence) {
        state.out.persist(new Entry.Convicted(evidence));
        state.out.add(new Effect.Report(evidence));
    }
}
