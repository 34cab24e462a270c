package io.pyrsia.consensus;

import io.pyrsia.base.NodeId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rule 11: asking for what certificates name and this node lacks, answering others, and going forward by chains of
/// final blocks or a snapshot. It runs beside voting all the time.
final class CatchUp {

    private CatchUp() {}

    static void askForMissing(State state) {
        for (Round round : state.unsettledRounds().values()) {
            askForBlock(state, round);
            Certificate last = round.certificate(Kind.FINAL);
            if (last != null && !state.chainAsked && !Finality.isPaused(state)) {
                askChain(state, nextSigner(state, round, last));
            }
        }
        Round current = state.rounds.get(state.currentView);
        if (current != null && !current.certificatesAsked && state.hasVote()) {
            askForCertificates(state, current);
        }
    }

    private static void askForBlock(State state, Round round) {
        Certificate notar = round.certificate(Kind.NOTAR);
        if (notar == null || round.blockAsked || round.certified(Kind.NOTAR) != null) {
            return;
        }
        round.blockAsked = true;
        Statement statement = notar.statement();
        state.send(
                nextSigner(state, round, notar),
                new Message.FetchBlock(statement.epoch(), statement.view(), statement.digest()));
    }

    /// A leader that built on certificates we lack has them (rule 2): nodes that hold different ones of a view meet
    /// here.
    private static void askForCertificates(State state, Round round) {
        for (Candidate candidate : round.candidates.values()) {
            Header header = candidate.block.header();
            if (!Voter.isProven(state, header)) {
                round.certificatesAsked = true;
                NodeId leader = state.epoch
                        .authorities()
                        .member(candidate.block.proposal().signer());
                state.send(
                        leader, new Message.FetchCertificates(header.epoch(), header.parentView(), header.view() - 1));
                return;
            }
        }
    }

    /// One of the signers that is not this node, another one each time. Each view goes through them by itself: with one
    /// counter for all, as many questions a round as there are signers would each ask the same one for ever.
    private static NodeId nextSigner(State state, Round round, Certificate certificate) {
        List<Vote> votes = certificate.votes();
        Vote chosen = votes.get(round.timesAsked++ % votes.size());
        if (chosen.signer() == state.place) {
            chosen = votes.get(round.timesAsked++ % votes.size());
        }
        return state.epoch.authorities().member(chosen.signer());
    }

    static void askChain(State state, NodeId peer) {
        if (!state.chainAsked && !peer.equals(state.self)) {
            state.chainAsked = true;
            state.send(peer, new Message.FetchChain(state.epoch.number(), state.tip.height() + 1));
        }
    }

    /// A peer that talks of what is over gets the proof that it is; one that is ahead of us is asked for it.
    static void help(State state, NodeId from, Message message) {
        long epoch =
                switch (message) {
                    case Message.Proposal(Block block) -> block.header().epoch();
                    case Message.Ballot(Vote vote) -> vote.statement().epoch();
                    case Message.Certified(Certificate certificate) ->
                        certificate.statement().epoch();
                    case Message.FetchBlock fetch -> state.epoch.number();
                    case Message.FetchCertificates fetch -> state.epoch.number();
                    case Message.FetchChain fetch -> state.epoch.number();
                    case Message.Chain chain -> state.epoch.number();
                    case Message.Offer offer -> state.epoch.number();
                };
        if (epoch > state.epoch.number()) {
            askChain(state, from);
            return;
        }
        Certificate proof = epoch < state.seals.size()
                ? state.seals.get((int) epoch).proof().certificate()
                : null;
        if (epoch == state.epoch.number()) {
            proof = state.finalCertificate;
        }
        boolean proves = proof != null && !proof.votes().isEmpty();
        if (proof != null && proves && state.peers.claimHelp(from)) {
            state.send(from, new Message.Certified(proof));
        }
    }

    static void serveBlock(State state, NodeId from, Message.FetchBlock fetch) {
        Candidate candidate =
                fetch.epoch() == state.epoch.number() ? state.candidate(fetch.view(), fetch.digest()) : null;
        if (candidate != null && claimAnswer(state, from)) {
            state.send(from, new Message.Proposal(candidate.block));
        }
    }

    static void serveCertificates(State state, NodeId from, Message.FetchCertificates fetch) {
        if (fetch.epoch() != state.epoch.number() || fetch.fromView() > fetch.toView() || !claimAnswer(state, from)) {
            return;
        }
        if (state.finalCertificate != null && fetch.fromView() <= state.tip.view()) {
            state.send(from, new Message.Certified(state.finalCertificate));
        }
        int left = Limits.CERTIFICATES_PER_ANSWER;
        for (Round round : state.rounds
                .subMap(fetch.fromView(), true, fetch.toView(), true)
                .values()) {
            for (Kind kind : List.of(Kind.NOTAR, Kind.SKIP)) {
                Certificate certificate = round.certificate(kind);
                if (certificate != null && left-- > 0) {
                    state.send(from, new Message.Certified(certificate));
                }
            }
        }
    }

    static void serveChain(State state, NodeId from, Message.FetchChain fetch) {
        if (fetch.fromHeight() <= state.tip.height() && claimAnswer(state, from)) {
            state.out.add(new Effect.ServeChain(from, Math.max(1, fetch.fromHeight())));
        }
    }

    private static boolean claimAnswer(State state, NodeId from) {
        boolean granted = state.peers.claimAnswer(from);
        if (!granted) {
            state.drop(from, Fault.OVER_LIMIT);
        }
        return granted;
    }

    /// A chain is of use if it goes on where this node stands, holds together, and is proven at its end.
    ///
    /// One that begins further up may be the late answer to a question that this node asked before a crash took its
    /// last blocks: of no use, but no fault of the peer as long as it holds together.
    static @Nullable Fault refusal(State state, Message.Chain chain) {
        List<Block> blocks = beyond(state, chain.blocks());
        if (blocks.isEmpty()) {
            return Fault.STALE;
        }
        if (Finality.isPaused(state)) {
            return Fault.UNWANTED;
        }
        Header first = blocks.get(0).header();
        boolean isDetached = first.height() > state.tip.height() + 1;
        Tip at = isDetached ? parent(first) : state.tip;
        for (Block block : blocks) {
            Header header = block.header();
            if (header.epoch() != state.epoch.number()) {
                return Fault.WRONG_EPOCH;
            }
            if (header.height() != at.height() + 1
                    || header.parentView() != at.view()
                    || header.view() <= at.view()
                    || at.sealed()
                    || block.proposal().signer() != state.epoch.authorities().leader(header.view())
                    || !block.matchesHeader()) {
                return Fault.MALFORMED;
            }
            if (!header.parentDigest().equals(at.digest())) {
                return Fault.MALFORMED;
            }
            at = Tip.of(header, block.digest(), block.seal() != null);
        }
        boolean proven = chain.proof().connects(blocks.get(blocks.size() - 1).header())
                && Proofs.isShaped(chain.proof().certificate(), state.epoch.authorities(), state.rules);
        if (!proven) {
            return Fault.MALFORMED;
        }
        return isDetached ? Fault.UNWANTED : null;
    }

    /// The parent that a block names, which this node does not have.
    private static Tip parent(Header header) {
        return new Tip(
                header.parentView(),
                header.height() - 1,
                header.parentDigest(),
                header.executedHeight(),
                header.executedRoot(),
                false);
    }

    private static List<Block> beyond(State state, List<Block> blocks) {
        List<Block> beyond = new ArrayList<>();
        for (Block block : blocks) {
            if (block.height() > state.tip.height()) {
                beyond.add(block);
            }
        }
        return beyond;
    }

    static void chain(State state, NodeId from, Message.Chain chain) {
        Finality.commit(state, beyond(state, chain.blocks()), chain.proof());
        state.chainAsked = false;
        askChain(state, from);
    }

    static @Nullable Fault refusal(State state, Snapshot snapshot) {
        if (state.installing || snapshot.base().height() <= state.tip.height()) {
            return Fault.STALE;
        }
        if (Proofs.epochOf(state.genesis, state.epoch, snapshot, new ArrayList<>()) != null) {
            return null;
        }
        return Rescue.isAmong(snapshot.seals()) ? Fault.UNWANTED : Fault.MALFORMED;
    }

    static void offer(State state, NodeId from, Snapshot snapshot) {
        state.installing = true;
        state.out.add(new Effect.Install(from, snapshot));
    }

    /// The application stands at the snapshot now, and so does the agreement; a failed one is tried with another peer.
    static void installed(State state, @Nullable Snapshot snapshot) {
        state.installing = false;
        state.chainAsked = false;
        if (snapshot != null) {
            Recovery.stand(state, snapshot);
        }
    }
}
