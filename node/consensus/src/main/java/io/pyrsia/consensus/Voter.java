package io.pyrsia.consensus;

/// Signs what rules 3, 4 and 5 allow, through the vote table, and counts the own vote like any other.
final class Voter {

    private Voter() {}

    static boolean advance(State state) {
        if (!state.hasVote()) {
            return false;
        }
        boolean moved = false;
        for (Round round : state.unsettledRounds().values()) {
            if (state.rules.maySign(round.view, state.tip.view())) {
                moved |= notarise(state, round);
                moved |= finalise(state, round);
                moved |= skip(state, round);
            }
        }
        return moved;
    }

    /// Rule 3.
    private static boolean notarise(State state, Round round) {
        boolean voted = state.votes.has(state.epoch.number(), round.view, Kind.NOTAR);
        for (Candidate candidate : round.candidates.values()) {
            if (!candidate.notarised
                    && state.rules.mayNotar(voted, candidate.isValid())
                    && isProven(state, candidate.block.header())) {
                candidate.notarised = true;
                store(state, candidate);
                cast(state, new Statement(Kind.NOTAR, state.epoch.number(), round.view, candidate.block.digest()));
                return true;
            }
        }
        return false;
    }

    /// Rule 3: NOTAR of the parent and SKIP of every view between, as certificates.
    static boolean isProven(State state, Header header) {
        Round parent = state.rounds.get(header.parentView());
        boolean notarised = parent != null && parent.isNotarised(header.parentDigest());
        boolean isFinalTip =
                header.parentView() == state.tip.view() && header.parentDigest().equals(state.tip.digest());
        if (!state.rules.parentProven(notarised, isFinalTip)) {
            return false;
        }
        for (long view = header.parentView() + 1; view < header.view(); view++) {
            Round between = state.rounds.get(view);
            if (!state.rules.gapProven(between != null && between.has(Kind.SKIP))) {
                return false;
            }
        }
        return true;
    }

    /// Rule 4.
    private static boolean finalise(State state, Round round) {
        long epoch = state.epoch.number();
        Candidate notarised = round.certified(Kind.NOTAR);
        if (notarised == null || !mayFinalise(state, round, notarised)) {
            return false;
        }
        store(state, notarised);
        cast(state, new Statement(Kind.FINAL, epoch, round.view, notarised.block.digest()));
        return true;
    }

    private static boolean mayFinalise(State state, Round round, Candidate notarised) {
        long epoch = state.epoch.number();
        return state.hasVote()
                && !state.votes.has(epoch, round.view, Kind.FINAL)
                && state.rules.mayFinalise(true, notarised.isValid(), state.votes.has(epoch, round.view, Kind.SKIP));
    }

    /// Rule 5.
    private static boolean skip(State state, Round round) {
        long epoch = state.epoch.number();
        if (!round.doomed
                || round.view != state.currentView
                || state.votes.has(epoch, round.view, Kind.SKIP)
                || !state.rules.maySkip(state.votes.has(epoch, round.view, Kind.FINAL))) {
            return false;
        }
        cast(state, Statement.skip(epoch, round.view));
        return true;
    }

    /// Whether no rule does anything more in a view that was left, until a message changes what is known of it: all its
    /// blocks are judged, this node has voted as far as it may, and nothing in it is missing or becomes final.
    static boolean isSettled(State state, Round round) {
        long epoch = state.epoch.number();
        boolean mayNotarise = state.hasVote() && !state.votes.has(epoch, round.view, Kind.NOTAR);
        for (Candidate candidate : round.candidates.values()) {
            if (candidate.verdict == Candidate.Verdict.UNKNOWN || (mayNotarise && candidate.isValid())) {
                return false;
            }
        }
        if (round.has(Kind.FINAL)) {
            return false;
        }
        Candidate notarised = round.certified(Kind.NOTAR);
        return notarised == null ? !round.has(Kind.NOTAR) : !mayFinalise(state, round, notarised);
    }

    /// The block voted for is durable with the vote: whoever certified it can serve it.
    static void store(State state, Candidate candidate) {
        if (!candidate.stored) {
            candidate.stored = true;
            state.out.persist(new Entry.Candidate(candidate.block));
        }
    }

    static void cast(State state, Statement statement) {
        VoteTable.Signed signed = state.votes.sign(statement, state.domain, state.place);
        if (signed.isNew()) {
            state.out.persist(new Entry.Voted(signed.vote()));
        }
        state.broadcast(new Message.Ballot(signed.vote()));
        Delivery.count(state, signed.vote());
    }
}
