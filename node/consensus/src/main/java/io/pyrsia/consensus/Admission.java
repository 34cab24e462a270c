package io.pyrsia.consensus;

import io.pyrsia.base.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/// Decides, before any signature is checked, whether a message could be of use; all that is not is dropped and
/// counted.
final class Admission {

    private Admission() {}

    static void receive(State state, NodeId from, Message received) {
        Message message = whatCounts(state, received);
        Fault fault = refusal(state, message);
        if (fault == Fault.UNWANTED && message instanceof Message.Chain && !Finality.isPaused(state)) {
            // It begins further up than this node stands: its sender is ahead.
            CatchUp.askChain(state, from);
        }
        if (fault != null) {
            drop(state, from, message, fault);
            return;
        }
        switch (message) {
            case Message.FetchBlock fetch -> CatchUp.serveBlock(state, from, fetch);
            case Message.FetchCertificates fetch -> CatchUp.serveCertificates(state, from, fetch);
            case Message.FetchChain fetch -> CatchUp.serveChain(state, from, fetch);
            case Message.Proposal(Block block) -> check(state, from, message, proposal(state, block));
            case Message.Ballot(Vote vote) ->
                check(state, from, message, List.of(domain(state, vote).check(vote)));
            case Message.Certified(Certificate certificate) ->
                check(state, from, message, certificate(state, certificate));
            case Message.Chain chain -> check(state, from, message, chain(state, chain));
            case Message.Offer(Snapshot snapshot) ->
                check(state, from, message, Proofs.checks(state.genesis, state.epoch, snapshot));
        }
    }

    /// Rule 13: of a proposal for a view that is over the leader's signature alone can be of use, against the leader.
    static Message whatCounts(State state, Message message) {
        return message instanceof Message.Proposal(Block block) && isOver(state, block.header())
                ? new Message.Ballot(block.proposal())
                : message;
    }

    private static boolean isOver(State state, Header header) {
        return !state.rules.countsIn(header.epoch(), state.epoch.number()) || header.view() <= state.tip.view();
    }

    /// Drops a message, but takes note of who voted for what is certified, and helps those who lag.
    static void drop(State state, NodeId from, Message message, Fault fault) {
        boolean isPast = fault == Fault.DUPLICATE || fault == Fault.STALE;
        boolean isLate = isPast && message instanceof Message.Ballot(Vote vote) && Delivery.late(state, from, vote);
        Certificate last = state.finalCertificate;
        boolean isTip = last != null
                && message instanceof Message.Certified(Certificate certificate)
                && certificate.statement().equals(last.statement());
        boolean lags = fault == Fault.WRONG_EPOCH || (fault == Fault.STALE && !isLate && !isTip);
        if (lags) {
            CatchUp.help(state, from, message);
        }
        state.drop(from, fault);
    }

    private static void check(State state, NodeId from, Message message, List<SignatureCheck> checks) {
        if (state.peers.claimCheck(from)) {
            state.out.add(new Effect.Check(from, message, checks));
        } else {
            state.drop(from, Fault.OVER_LIMIT);
        }
    }

    /// The digests that the proof certifies do not cover the leaders' signatures, which are kept and passed on.
    private static List<SignatureCheck> chain(State state, Message.Chain chain) {
        List<SignatureCheck> checks =
                new ArrayList<>(Proofs.checks(state.domain, chain.proof().certificate()));
        chain.blocks().stream()
                .filter(block -> block.height() > state.tip.height())
                .forEach(block -> checks.add(state.domain.check(block.proposal())));
        return checks;
    }

    private static Domain domain(State state, Vote vote) {
        if (state.past != null && state.past.isOf(vote)) {
            return state.past.domain();
        }
        return vote.statement().kind() == Kind.READY ? state.sealing.domain() : state.domain;
    }

    private static List<SignatureCheck> proposal(State state, Block block) {
        List<SignatureCheck> checks = new ArrayList<>();
        checks.add(state.domain.check(block.proposal()));
        Seal seal = block.seal();
        if (seal != null) {
            Domain next = new Domain(state.genesis.network(), seal.next());
            checks.addAll(Proofs.checks(next, seal.ready()));
        }
        return checks;
    }

    /// Only the signatures that were not checked before, as votes.
    private static List<SignatureCheck> certificate(State state, Certificate certificate) {
        Round round = state.rounds.get(certificate.view());
        List<SignatureCheck> checks = new ArrayList<>();
        for (Vote vote : certificate.votes()) {
            Vote held = round == null
                    ? null
                    : round.tally(certificate.statement().kind()).of(vote.signer());
            if (!vote.equals(held)) {
                checks.add(state.domain.check(vote));
            }
        }
        return checks;
    }

    /// Why a message is of no use now, or `null`.
    static @Nullable Fault refusal(State state, Message message) {
        return switch (message) {
            case Message.Proposal(Block block) -> proposalRefusal(state, block);
            case Message.Ballot(Vote vote) when vote.statement().kind() == Kind.READY -> state.sealing.refusal(vote);
            case Message.Ballot(Vote vote) -> voteRefusal(state, vote);
            case Message.Certified(Certificate certificate) -> certificateRefusal(state, certificate);
            case Message.Chain chain -> CatchUp.refusal(state, chain);
            case Message.Offer(Snapshot snapshot) -> CatchUp.refusal(state, snapshot);
            case Message.FetchBlock fetch -> null;
            case Message.FetchCertificates fetch -> null;
            case Message.FetchChain fetch -> null;
        };
    }

    /// Of a view that is open; see [#whatCounts].
    private static @Nullable Fault proposalRefusal(State state, Block block) {
        Header header = block.header();
        int leader = state.epoch.authorities().leader(header.view());
        if (block.proposal().signer() != leader || header.parentView() >= header.view() || !block.matchesHeader()) {
            return Fault.MALFORMED;
        }
        Seal seal = block.seal();
        if (seal != null && !Proofs.isShaped(seal, header.epoch(), state.rules)) {
            return Fault.MALFORMED;
        }
        Round round = state.rounds.get(header.view());
        if (round == null) {
            return state.rules.inWindow(header.view(), state.currentView) ? null : Fault.FAR_FUTURE;
        }
        if (round.candidates.containsKey(block.digest())) {
            return Fault.DUPLICATE;
        }
        if (round.isWanted(block.digest())) {
            return null;
        }
        if (!state.rules.inWindow(header.view(), state.currentView)) {
            return Fault.FAR_FUTURE;
        }
        return round.candidates.size() < Limits.CANDIDATES_PER_VIEW ? null : Fault.OVER_LIMIT;
    }

    /// Rules 10, 12 and 13. A vote for a final view or of the epoch before is only of use against its signer.
    private static @Nullable Fault voteRefusal(State state, Vote vote) {
        Statement statement = vote.statement();
        PastEpoch past = state.past;
        if (past != null
                && past.isOf(vote)
                && vote.signer() < past.authorities().size()) {
            Round round = past.round(vote);
            return round != null && isEvidence(round, vote) ? null : Fault.WRONG_EPOCH;
        }
        if (!state.rules.countsIn(statement.epoch(), state.epoch.number())) {
            return Fault.WRONG_EPOCH;
        }
        AuthoritySet authorities = state.epoch.authorities();
        boolean isImpostor = statement.kind() == Kind.PROPOSE && authorities.leader(statement.view()) != vote.signer();
        if (vote.signer() >= authorities.size() || statement.view() == 0 || isImpostor) {
            return Fault.MALFORMED;
        }
        if (!state.rules.inWindow(statement.view(), state.currentView)) {
            return Fault.FAR_FUTURE;
        }
        boolean isFinal = statement.view() <= state.tip.view();
        Round round = state.rounds.get(statement.view());
        if (round == null) {
            return isFinal ? Fault.STALE : null;
        }
        Vote held = round.tally(statement.kind()).of(vote.signer());
        boolean isHeld = held != null && held.statement().equals(statement);
        boolean isConvicted = held != null && round.convicted.contains(vote.signer());
        boolean isNews = !isFinal && !isCertified(round, statement);
        if (!isHeld && !isConvicted && (isNews || isEvidence(round, vote))) {
            return null;
        }
        return isFinal ? Fault.STALE : Fault.DUPLICATE;
    }

    /// More votes than a quorum add nothing: certificates that exclude each other have f+1 signers in common without
    /// them (rule 13).
    private static boolean isCertified(Round round, Statement statement) {
        Certificate certificate = round.certificate(statement.kind());
        return certificate != null && certificate.statement().equals(statement);
    }

    private static boolean isEvidence(Round round, Vote vote) {
        if (round.convicted.contains(vote.signer())) {
            return false;
        }
        for (Kind kind : Kind.values()) {
            Vote held = round.tally(kind).of(vote.signer());
            if (held != null && Evidence.conflict(held.statement(), vote.statement())) {
                return true;
            }
        }
        return false;
    }

    /// Rule 10: a certificate of any future view is welcome, for only a quorum can make one.
    private static @Nullable Fault certificateRefusal(State state, Certificate certificate) {
        Statement statement = certificate.statement();
        if (statement.kind() == Kind.PROPOSE || statement.kind() == Kind.READY || statement.view() == 0) {
            return Fault.MALFORMED;
        }
        if (!state.rules.countsIn(statement.epoch(), state.epoch.number())) {
            return Fault.WRONG_EPOCH;
        }
        if (!Proofs.isShaped(certificate, state.epoch.authorities(), state.rules)) {
            return Fault.MALFORMED;
        }
        Round round = state.rounds.get(statement.view());
        Certificate held = round == null ? null : round.certificate(statement.kind());
        if (held != null && held.statement().equals(statement)) {
            return statement.view() <= state.tip.view() ? Fault.STALE : Fault.DUPLICATE;
        }
        if (statement.view() > state.tip.view()) {
            return null;
        }
        return isContradiction(round, statement) ? null : Fault.STALE;
    }

    /// A certificate for a final view that says otherwise convicts a quorum's overlap (rule 13).
    private static boolean isContradiction(@Nullable Round round, Statement statement) {
        if (round == null) {
            return false;
        }
        Bytes32 committed = round.committed;
        return switch (statement.kind()) {
            case NOTAR, FINAL -> committed != null && !committed.equals(statement.digest());
            case SKIP -> round.has(Kind.FINAL);
            case PROPOSE, READY -> false;
        };
    }
}
