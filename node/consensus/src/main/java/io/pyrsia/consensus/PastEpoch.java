package io.pyrsia.consensus;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Rule 13: the last views of the epoch that the current one replaced. Nothing in them counts any more but what
/// convicts its signer. Owned by the [State].
final class PastEpoch {

    private final Epoch epoch;
    private final Domain domain;
    private final NavigableMap<Long, Round> rounds;

    private PastEpoch(Epoch epoch, Domain domain, NavigableMap<Long, Round> rounds) {
        this.epoch = epoch;
        this.domain = domain;
        this.rounds = rounds;
    }

    /// The tail of the state's epoch, which is over.
    static PastEpoch of(State state) {
        long first = state.tip.view() - Limits.EVIDENCE_TAIL;
        NavigableMap<Long, Round> tail =
                new TreeMap<>(state.rounds.subMap(first, true, first + 2L * Limits.EVIDENCE_TAIL, true));
        return new PastEpoch(state.epoch, state.domain, tail);
    }

    boolean isOf(Vote vote) {
        return vote.statement().epoch() == epoch.number();
    }

    Domain domain() {
        return domain;
    }

    AuthoritySet authorities() {
        return epoch.authorities();
    }

    /// The view that a vote of this epoch is about, if this node has seen votes there.
    @Nullable
    Round round(Vote vote) {
        return rounds.get(vote.statement().view());
    }
}
