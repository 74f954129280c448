package dev.wherry.contracts.load;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what somebody meant to write. */
final class Nearest {
    private Nearest() {}

    /** The candidate that differs from the text by the fewest edits, if they are few enough for a slip of the pen; the first one of several. */
    static Optional<String> to(String text, Collection<String> candidates) {
        int tolerated = Math.max(1, text.length() / 3);
        return candidates.stream()
                .filter(candidate -> edits(text, candidate) <= tolerated)
                .min(Comparator.comparingInt(candidate -> edits(text, candidate)));
    }

    /** Levenshtein's distance, one row at a time. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
