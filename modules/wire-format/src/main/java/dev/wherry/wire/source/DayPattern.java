package dev.wherry.wire.source;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How templates write a day: as 2019-04-01, or as a pattern of yyyy, MM and dd says. */
final class DayPattern {
    private static final Pattern DAY_PATTERN = Pattern.compile("[^a-zA-Z']*(?:(?:yyyy|uuuu|MM|dd)[^a-zA-Z']*)+");

    private DayPattern() {}

    /** @throws IllegalArgumentException with the reason, to be said of the template */
    static void check(@Nullable String pattern) {
        if (pattern != null && !isDay(pattern)) {
            throw new IllegalArgumentException(
                    "writes a day as " + pattern + ", which does not consist of yyyy, MM and dd, each once");
        }
    }

    private static boolean isDay(String pattern) {
        return DAY_PATTERN.matcher(pattern).matches()
                && pattern.replaceAll("[^yuMd]", "").length() == 8
                && pattern.contains("MM")
                && pattern.contains("dd");
    }

    /** @param pattern null for the usual form */
    static String format(LocalDate day, @Nullable String pattern) {
        return pattern == null
                ? day.toString()
                : day.format(DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT));
    }
}
