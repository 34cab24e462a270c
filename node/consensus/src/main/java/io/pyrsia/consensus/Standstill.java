package io.pyrsia.consensus;

import io.pyrsia.base.NodeId;
import java.util.List;

/// Rules 5, 9 and 11: as long as nothing becomes final, what others may lack is sent again, oldest first and never more
/// than a round's worth; and in every round, busy or idle, another peer is asked for what became final meanwhile.
final class Standstill {

    private Standstill() {}

    static void start(State state) {
        state.out.add(new Effect.Reconfigure(state.epoch));
        resend(state);
        tick(state);
    }

    static void tick(State state) {
        boolean stands = state.tip.height() == state.heightAtTick;
        state.heightAtTick = state.tip.height();
        state.peers.newRound();
        state.chainAsked &= !state.rules.asksAgain();
        for (Round round : state.openRounds()) {
            round.blockAsked = false;
            round.certificatesAsked = false;
        }
        if (stands) {
            resend(state);
        }
        poll(state);
        state.out.add(new Effect.SetTimer(new Timer.Standstill(), state.config.standstillMs()));
    }

    /// Rule 11: in turn, so that one peer that does not answer delays nothing.
    private static void poll(State state) {
        List<NodeId> members = state.epoch.authorities().members();
        for (int i = 0; i < members.size() && !state.chainAsked; i++) {
            state.pollAt = (state.pollAt + 1) % members.size();
            CatchUp.askChain(state, members.get(state.pollAt));
        }
    }

    private static void resend(State state) {
        state.sealing.approveOwn(state);
        if (state.openRounds().stream().noneMatch(round -> isWorthRepeating(state, round))) {
            return;
        }
        if (state.finalCertificate != null) {
            state.broadcast(new Message.Certified(state.finalCertificate));
        }
        int budget = state.rules.standstillMessages();
        for (Round round : state.openRounds()) {
            if (round.view < state.resendFrom) {
                continue;
            }
            if (budget <= 0) {
                state.resendFrom = round.view;
                return;
            }
            budget -= resend(state, round);
        }
        state.resendFrom = 0;
    }

    private static boolean isWorthRepeating(State state, Round round) {
        return round.has(Kind.NOTAR) || round.has(Kind.SKIP) || hasVoted(state, round);
    }

    private static boolean hasVoted(State state, Round round) {
        for (Kind kind : Kind.values()) {
            if (state.votes.has(state.epoch.number(), round.view, kind)) {
                return true;
            }
        }
        return false;
    }

    /// The certificates held and the own votes; a vote whose certificate is held says nothing new. A node that has no
    /// vote any more, because its operator gave it up for a [Rescue], does not repeat what it signed before.
    private static int resend(State state, Round round) {
        int sent = 0;
        for (Kind kind : Kind.values()) {
            Certificate certificate = round.certificate(kind);
            Vote vote = state.hasVote() ? state.votes.row(state.epoch.number(), round.view, kind) : null;
            if (certificate != null) {
                state.broadcast(new Message.Certified(certificate));
                sent++;
            } else if (vote != null && kind == Kind.PROPOSE) {
                sent += resendProposal(state, round, vote);
            } else if (vote != null) {
                state.broadcast(new Message.Ballot(vote));
                sent++;
            }
        }
        return sent;
    }

    private static int resendProposal(State state, Round round, Vote vote) {
        Candidate own = round.candidates.get(vote.statement().digest());
        if (own == null || round.view != state.currentView) {
            return 0;
        }
        state.broadcast(new Message.Proposal(own.block));
        return 1;
    }
}
