package dev.wherry.wire;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** Suggests the name that somebody probably meant. */
public final class Suggestions {
    private Suggestions() {}

    /**
     * The candidate with the smallest edit distance to the text, if that is small enough for a typo; the first of
     * several. The distance counts added, removed and replaced letters and swapped neighbours, and ignores case.
     */
    public static Optional<String> to(String text, Collection<String> candidates) {
        int tolerated = Math.max(1, text.length() / 3);
        // With a threshold, the distance is -1 beyond it. It also bounds the work on long texts.
        DamerauLevenshteinDistance distance = new DamerauLevenshteinDistance(tolerated);
        ToIntFunction<String> toText = candidate -> distance.apply(lowerCase(text), lowerCase(candidate));
        return candidates.stream()
                .filter(candidate -> toText.applyAsInt(candidate) >= 0)
                .min(Comparator.comparingInt(toText));
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
