package io.pyrsia.ledger;

import io.pyrsia.ledger.state.BuildRequest;
import java.util.List;

/// How many build and how many of them must agree. The chance of a forged quorum falls with each step; a dispute goes
/// at least one step up.
record CommitteeSize(int seats, int quorum) {

    /// From a network with one builder to a dispute over a high-value package.
    private static final List<CommitteeSize> STEPS = List.of(
            new CommitteeSize(1, 1),
            new CommitteeSize(3, 2),
            new CommitteeSize(5, 4),
            new CommitteeSize(9, 7),
            new CommitteeSize(15, 11));

    private static final int NORMAL = 2;
    private static final int HIGH_VALUE = 3;

    /// Drawn ranks, as a multiple of the seats: those that follow when somebody keeps silent.
    private static final int RANKS = 3;

    static final int NONE = -1;

    int ranks() {
        return RANKS * seats;
    }

    static CommitteeSize of(int step) {
        return STEPS.get(step);
    }

    /// The step for the request's next committee among so many builders, or [#NONE].
    static int step(BuildRequest request, int available) {
        int wanted = request.recipe().highValue() ? HIGH_VALUE : NORMAL;
        int least = 0;
        if (request.audited() != null) {
            least = request.size();
            wanted = Math.max(wanted, least);
        } else if (request.round() > 0) {
            least = request.size() + 1;
            wanted = Math.max(wanted + request.round(), least);
        }
        for (int step = Math.min(wanted, STEPS.size() - 1); step >= least; step--) {
            if (STEPS.get(step).seats <= available) {
                return step;
            }
        }
        return NONE;
    }
}
