package io.pyrsia.cli.frame;

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
                .filter(candidate -> distance(word, candidate) <= Math.max(1, word.length() / LETTERS_PER_MISTAKE)
                        || (word.length() > 2 && candidate.startsWith(word)))
                .sorted(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MAX_SUGGESTIONS)
                .toList();
    }

    /// How many letters must be put in, left out, replaced or swapped with the next one.
    static int distance(String from, String to) {
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int replaced = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
                steps[i][j] = Math.min(steps[i - 1][j - 1] + replaced, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
                if (isSwapped(from, i, to, j)) {
                    steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
                }
            }
        }
        return steps[from.length()][to.length()];
    }

    private static boolean isSwapped(String from, int i, String to, int j) {
        return i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
    }
}
