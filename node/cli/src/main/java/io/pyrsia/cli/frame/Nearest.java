package io.pyrsia.cli.frame;

import io.pyrsia.base.Spelling;
import java.util.Comparator;
import java.util.List;

/// Finds what somebody may have meant by a word that is none.
public final class Nearest {

    /// A word further away than a third of its length is another word.
    private static final int LETTERS_PER_MISTAKE = 3;

    private static final int MAX_SUGGESTIONS = 3;

    private Nearest() {}

    /// The known words that are spelled nearly so or begin so, the nearest first.
    public static List<String> of(String word, List<String> known) {
        return known.stream()
                .filter(candidate ->
                        Spelling.distance(word, candidate) <= Math.max(1, word.length() / LETTERS_PER_MISTAKE)
                                || (word.length() > 2 && candidate.startsWith(word)))
                .sorted(Comparator.comparingInt((String candidate) -> Spelling.distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MAX_SUGGESTIONS)
                .toList();
    }
}
