package io.pyrsia.consensus;

import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.bytes.Bytes32;
import org.jspecify.annotations.Nullable;

/// Rules 2 and 8: one block per view that this node leads, on the highest parent that it can prove.
final class Proposer {

    /// Blocks between executing a checkpoint and claiming it, so that no voter has to wait for its own application.
    private static final int CLAIM_LAG = 4;

    private Proposer() {}

    static void pending(State state, boolean any) {
        state.pending = any;
        Round round = state.rounds.get(state.currentView);
        if (any && round != null) {
            round.payloadAsked = false;
        }
    }

    static void payload(State state, Input.Payload payload) {
        if (payload.epoch() != state.epoch.number()
                || payload.view() != state.currentView
                || payload.transactions().isEmpty()
                || !mayPropose(state)) {
            return;
        }
        Tip parent = parent(state);
        if (parent != null && !parent.sealed()) {
            propose(state, parent, payload.transactions(), null);
        }
    }

    static boolean advance(State state) {
        Tip parent = mayPropose(state) ? parent(state) : null;
        if (parent == null) {
            return false;
        }
        Round round = state.round(state.currentView);
        if (!parent.sealed() && state.sealing.isDue()) {
            return propose(state, parent, List.of(), state.sealing.seal());
        }
        if (!parent.sealed() && state.pending && !round.payloadAsked) {
            round.payloadAsked = true;
            state.out.add(new Effect.BuildPayload(state.epoch.number(), round.view, ancestors(state, parent)));
            return false;
        }
        return proposeEmpty(state, parent, round);
    }

    /// Rule 8: waits a moment first, for the parent is usually final by then.
    private static boolean proposeEmpty(State state, Tip parent, Round round) {
        if (!state.rules.mayProposeEmpty(parent.view() == state.tip.view())) {
            return false;
        }
        if (round.idleFired) {
            return propose(state, parent, List.of(), null);
        }
        if (!round.idleArmed) {
            round.idleArmed = true;
            state.out.add(
                    new Effect.SetTimer(new Timer.Idle(state.epoch.number(), round.view), state.config.deltaMs()));
        }
        return false;
    }

    private static boolean mayPropose(State state) {
        long view = state.currentView;
        return state.isLeader(view)
                && state.rules.maySign(view, state.tip.view())
                && !state.votes.has(state.epoch.number(), view, Kind.PROPOSE);
    }

    /// Rule 2: the highest notarised block below the current view; all views above it were cleared by SKIP.
    private static @Nullable Tip parent(State state) {
        for (Round round :
                state.rounds.headMap(state.currentView, false).descendingMap().values()) {
            if (round.view <= state.tip.view()) {
                break;
            }
            Candidate notarised = round.certified(Kind.NOTAR);
            if (notarised != null && notarised.isValid()) {
                return state.tipAt(round.view, notarised.block.digest());
            }
            if (!state.rules.gapProven(round.has(Kind.SKIP))) {
                return null;
            }
        }
        return state.tip;
    }

    private static List<Block> ancestors(State state, Tip parent) {
        List<Block> ancestors = new ArrayList<>();
        Candidate at = parent.view() > state.tip.view() ? state.candidate(parent.view(), parent.digest()) : null;
        while (at != null) {
            ancestors.add(at.block);
            Header header = at.block.header();
            at = header.parentView() > state.tip.view()
                    ? state.candidate(header.parentView(), header.parentDigest())
                    : null;
        }
        return ancestors;
    }

    private static boolean propose(State state, Tip parent, List<Bytes> transactions, @Nullable Seal seal) {
        long view = state.currentView;
        long epoch = state.epoch.number();
        Checkpoint executed = executed(state, parent);
        Bytes body = Block.body(transactions);
        if (body.size() > Limits.MAX_BODY_BYTES || transactions.size() > Limits.MAX_BLOCK_TRANSACTIONS) {
            throw new IllegalStateException("the pool gave more than a block holds: " + body.size() + " bytes");
        }
        Header header = new Header(
                epoch,
                view,
                parent.height() + 1,
                parent.view(),
                parent.digest(),
                executed.height(),
                executed.root(),
                Block.bodyDigest(body),
                seal);
        Statement statement = new Statement(Kind.PROPOSE, epoch, view, header.digest());
        VoteTable.Signed signed = state.votes.sign(statement, state.domain, state.place);
        state.out.persist(new Entry.Voted(signed.vote()));
        Block block = Block.of(header, body, transactions, signed.vote());
        Candidate candidate = new Candidate(block);
        Voter.store(state, candidate);
        state.round(view).candidates.put(block.digest(), candidate);
        serveProof(state, parent.view(), view);
        state.broadcast(new Message.Proposal(block));
        Delivery.count(state, signed.vote());
        return true;
    }

    private static Checkpoint executed(State state, Tip parent) {
        long next = parent.executedHeight() + Limits.CHECKPOINT_INTERVAL;
        Bytes32 root = state.checkpoints.get(next);
        return root != null && next + CLAIM_LAG <= state.appliedHeight
                ? new Checkpoint(next, root)
                : new Checkpoint(parent.executedHeight(), parent.executedRoot());
    }

    /// Rule 2: who skipped views must be able to show why; without a gap everybody has just seen the certificate.
    private static void serveProof(State state, long parentView, long view) {
        if (parentView == view - 1) {
            return;
        }
        long from = Math.max(parentView, view - Limits.CERTIFICATES_PER_ANSWER);
        for (Round round : state.rounds.subMap(from, true, view, false).values()) {
            Certificate proof = round.certificate(round.view == parentView ? Kind.NOTAR : Kind.SKIP);
            if (proof != null) {
                state.broadcast(new Message.Certified(proof));
            }
        }
    }
}
