package io.pyrsia.ledger;

import io.pyrsia.ledger.state.Seat;
import io.pyrsia.ledger.transaction.BuildOutcome;
import io.pyrsia.ledger.transaction.BuildOutcome.Built;
import io.pyrsia.ledger.trust.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// The revealed answers of one round, counted: who agrees with the leading answer and who built something else.
///
/// Votes are on normalised digests. Whoever voted so, and says of the published bytes what those who are published do
/// not, is none of the leading voters: see [Wording].
///
/// @param published the leading voters' answer that is published word for word; null if nobody built anything
record Tally(
        List<Vote> leading,
        List<Vote> others,
        List<String> failures,
        boolean isTied,
        @Nullable Built published) {

    /// One builder's build.
    record Vote(Seat seat, Built built) {}

    static final Comparator<List<Vote>> BY_WEIGHT =
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
        if (byBallot.isEmpty()) {
            return new Tally(List.of(), List.of(), List.copyOf(failures), false, null);
        }
        List<List<Vote>> groups = new ArrayList<>(byBallot.values());
        groups.sort(BY_WEIGHT.reversed());
        Wording wording = Wording.of(groups.getFirst());
        boolean isTied = groups.size() > 1 && BY_WEIGHT.compare(groups.get(0), groups.get(1)) == 0;
        List<Vote> others = Stream.concat(
                        wording.contradicting().stream(),
                        groups.stream().skip(1).flatMap(List::stream))
                .toList();
        return new Tally(
                wording.agreeing(), others, List.copyOf(failures), isTied || wording.isTied(), wording.published());
    }

    Evidence evidence(int quorum) {
        int trustedFor = (int) trusted(leading);
        int trustedAgainst = (int) trusted(others);
        return new Evidence(
                false, quorum, trustedFor, leading.size() - trustedFor, trustedAgainst, others.size() - trustedAgainst);
    }

    /// The build that is published.
    Built representative() {
        return Objects.requireNonNull(published, "nobody built anything");
    }

    /// Whether everyone made the same, and some describe its bytes otherwise.
    boolean isAboutWords() {
        Bytes ballot = representative().ballot();
        return others.stream().allMatch(vote -> vote.built().ballot().equals(ballot));
    }

    private static long trusted(List<Vote> votes) {
        return votes.stream().filter(vote -> vote.seat.isTrusted()).count();
    }
}
