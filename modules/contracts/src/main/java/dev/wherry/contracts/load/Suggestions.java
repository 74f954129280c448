package dev.wherry.contracts.load;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what somebody meant to write. */
final class Suggestions {
    private Suggestions() {}

    /** The candidate that differs from the text by the fewest edits, if they are few enough for a slip of the pen; the first one of several. */
    static Optional<String> to(String text, Collection<String> candidates) {
        int tolerated = Math.max(1, text.length() / 3);
        return candidates.stream()
                // At least so many edits; and the table of those between long texts would be large.
                .filter(candidate -> Math.abs(text.length() - candidate.length()) <= tolerated)
                .filter(candidate -> edits(text, candidate) <= tolerated)
                .min(Comparator.comparingInt(candidate -> edits(text, candidate)));
    }

    /** How many letters have to be added, removed, replaced or swapped with their neighbours. */
    private static int edits(String from, String to) {
        int[][] edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : fewest(edits, from, to, i, j);
            }
        }
        return edits[from.length()][to.length()];
    }

    private static int fewest(int[][] edits, String from, String to, int i, int j) {
        int replaced = edits[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int fewest = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
    }
}
