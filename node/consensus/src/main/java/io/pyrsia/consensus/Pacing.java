package io.pyrsia.consensus;

/// Rules 1, 7 and 8: which view this node is in, when it starts to wait there, and when it has waited long enough.
final class Pacing {

    private Pacing() {}

    static boolean advance(State state) {
        boolean moved = enterView(state);
        Round round = state.round(state.currentView);
        boolean active = state.hasVote() && isActive(state, round);
        if (active && !round.timersArmed) {
            arm(state, round);
            moved = true;
        }
        round.timersArmed = active;
        return moved;
    }

    /// Rule 1.
    private static boolean enterView(State state) {
        long view = Math.max(state.currentView, state.tip.view() + 1);
        while (isCleared(state, view)) {
            view++;
        }
        boolean moved = view != state.currentView;
        state.currentView = view;
        return moved;
    }

    private static boolean isCleared(State state, long view) {
        Round round = state.rounds.get(view);
        if (round == null) {
            return false;
        }
        Candidate notarised = round.certified(Kind.NOTAR);
        return state.rules.clears(
                round.has(Kind.SKIP), round.has(Kind.NOTAR), notarised != null && notarised.isValid());
    }

    /// Rule 8: there is something to wait for; else the network rests. More than f voters cannot all be liars who want
    /// to keep us busy.
    private static boolean isActive(State state, Round round) {
        int faults = state.epoch.authorities().faults();
        return state.pending
                || state.sealing.isDue()
                || !round.candidates.isEmpty()
                || round.tally(Kind.SKIP).signers() > faults
                || round.tally(Kind.NOTAR).signers() > faults
                || state.isTipOpen();
    }

    /// Rule 7.
    private static void arm(State state, Round round) {
        round.timersArmed = true;
        if (isSilent(state, round.view)) {
            round.doomed = true;
        }
        Config config = state.config;
        long views = round.view - state.tip.view();
        long epoch = state.epoch.number();
        long proposeMs = state.rules.timeoutMs(2 * config.deltaMs(), views, config.timeoutCapMs());
        long viewMs = state.rules.timeoutMs(3 * config.deltaMs(), views, config.timeoutCapMs());
        state.out.add(new Effect.SetTimer(new Timer.Propose(epoch, round.view), proposeMs));
        state.out.add(new Effect.SetTimer(new Timer.View(epoch, round.view), viewMs));
    }

    private static boolean isSilent(State state, long view) {
        AuthoritySet authorities = state.epoch.authorities();
        int leader = authorities.leader(view);
        int heard = 1;
        for (int authority = 0; authority < authorities.size(); authority++) {
            if (authority != leader
                    && authority != state.place
                    && state.lastHeard[authority] + authorities.size() >= view) {
                heard++;
            }
        }
        return leader != state.place && state.rules.isSilent(state.lastHeard[leader], heard, view, authorities);
    }

    static void proposeTimeout(State state, long epoch, long view) {
        if (isAwaited(state, epoch, view) && state.round(view).candidates.isEmpty()) {
            state.round(view).doomed = true;
        }
    }

    static void viewTimeout(State state, long epoch, long view) {
        if (isAwaited(state, epoch, view)) {
            state.round(view).doomed = true;
        }
    }

    static void idleTimeout(State state, long epoch, long view) {
        if (isCurrent(state, epoch, view)) {
            state.round(view).idleFired = true;
        }
    }

    /// A timer that fires after the network went to rest again is forgotten; it is set anew when there is work.
    private static boolean isAwaited(State state, long epoch, long view) {
        return isCurrent(state, epoch, view) && state.round(view).timersArmed;
    }

    private static boolean isCurrent(State state, long epoch, long view) {
        return epoch == state.epoch.number() && view == state.currentView;
    }
}
