package io.pyrsia.ledger;

import io.pyrsia.ledger.state.Seat;
import io.pyrsia.ledger.transaction.BuildOutcome;
import io.pyrsia.ledger.transaction.BuildOutcome.Built;
import io.pyrsia.ledger.trust.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.tuweni.bytes.Bytes;

/// The revealed answers of one round, counted: who agrees with the leading answer and who built something else.
///
/// Votes are on normalised digests. What is published are the bytes that most of the leading voters committed to, so
/// that nothing is ever served that no voter made.
record Tally(List<Vote> leading, List<Vote> others, List<String> failures, boolean isTied) {

    /// One builder's build.
    record Vote(Seat seat, Built built) {}

    private static final Comparator<List<Vote>> BY_WEIGHT =
            Comparator.<List<Vote>>comparingInt(List::size).thenComparingLong(Tally::trusted);

    static Tally of(List<Seat> seats) {
        TreeMap<Bytes, List<Vote>> byBallot = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        for (Seat seat : seats) {
            BuildOutcome outcome = seat.outcome();
            if (outcome instanceof Built built) {
                byBallot.computeIfAbsent(built.ballot(), ballot -> new ArrayList<>())
                        .add(new Vote(seat, built));
            } else if (outcome instanceof BuildOutcome.CannotBuild failure) {
                failures.add(failure.reason());
            }
        }
        List<List<Vote>> groups = new ArrayList<>(byBallot.values());
        groups.sort(BY_WEIGHT.reversed());
        List<Vote> leading = groups.isEmpty() ? List.of() : List.copyOf(groups.getFirst());
        boolean isTied = groups.size() > 1 && BY_WEIGHT.compare(groups.get(0), groups.get(1)) == 0;
        List<Vote> others = groups.stream().skip(1).flatMap(List::stream).toList();
        return new Tally(leading, others, List.copyOf(failures), isTied);
    }

    Evidence evidence(int quorum) {
        int trustedFor = (int) trusted(leading);
        int trustedAgainst = (int) trusted(others);
        return new Evidence(
                false, quorum, trustedFor, leading.size() - trustedFor, trustedAgainst, others.size() - trustedAgainst);
    }

    /// The build that is published: of the raw results that most leading voters share, the first rank's.
    Built representative() {
        TreeMap<Bytes, Integer> shared = new TreeMap<>();
        leading.forEach(vote -> shared.merge(vote.built.raw(), 1, Integer::sum));
        int most = shared.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        return leading.stream()
                .map(Vote::built)
                .filter(built -> shared.getOrDefault(built.raw(), 0) == most)
                .findFirst()
                .orElseThrow();
    }

    private static long trusted(List<Vote> votes) {
        return votes.stream().filter(vote -> vote.seat.isTrusted()).count();
    }
}
