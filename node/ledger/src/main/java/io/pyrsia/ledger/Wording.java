package io.pyrsia.ledger;

import io.pyrsia.ledger.Tally.Vote;
import io.pyrsia.ledger.transaction.BuildOutcome.Built;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.tuweni.bytes.Bytes;

/// Which of those who voted alike is published, word for word: the bytes that most of them committed to, with the sizes
/// and roots that most of these state. An entry never has what one voter alone says of bytes that others have too.
///
/// @param agreeing all who do not contradict what is published
/// @param contradicting who states another size, root of pieces or SHA-512 of the same bytes
/// @param isTied nobody can tell which of two statements is true
record Wording(Built published, List<Vote> agreeing, List<Vote> contradicting, boolean isTied) {

    static Wording of(List<Vote> alike) {
        List<Vote> made = most(alike, Built::raw);
        List<Vote> believed = heaviest(made);
        boolean isTied = believed.stream().anyMatch(one -> believed.stream().anyMatch(other -> contradict(one, other)));
        Built published = most(believed, Built::remarks).getFirst().built();
        return new Wording(
                published,
                alike.stream()
                        .filter(vote -> !vote.built().contradicts(published))
                        .toList(),
                alike.stream()
                        .filter(vote -> vote.built().contradicts(published))
                        .toList(),
                isTied);
    }

    /// Of an answer in parts, the part that most gave: those who gave it, in their order; of several such, all.
    private static List<Vote> most(List<Vote> votes, Function<Built, Bytes> part) {
        TreeMap<Bytes, Integer> shared = new TreeMap<>();
        votes.forEach(vote -> shared.merge(part.apply(vote.built()), 1, Integer::sum));
        int most = shared.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        return votes.stream()
                .filter(vote -> shared.getOrDefault(part.apply(vote.built()), 0) == most)
                .toList();
    }

    /// Those whom most do not contradict, counted as ballots are.
    private static List<Vote> heaviest(List<Vote> votes) {
        List<Vote> heaviest = new ArrayList<>();
        List<Vote> best = List.of();
        for (Vote vote : votes) {
            List<Vote> supporters =
                    votes.stream().filter(other -> !contradict(vote, other)).toList();
            int order = Tally.BY_WEIGHT.compare(supporters, best);
            if (order > 0) {
                heaviest.clear();
                best = supporters;
            }
            if (order >= 0) {
                heaviest.add(vote);
            }
        }
        return heaviest;
    }

    private static boolean contradict(Vote one, Vote other) {
        return one.built().contradicts(other.built());
    }
}
