package dev.wherry.wire.source;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first or last day of a range: a fixed one, or one that moves with the time.
 *
 * @param fixed null if it moves
 * @param daysAgo of a moving one, the number of days before today
 */
public record DayBound(@Nullable LocalDate fixed, int daysAgo) {
    private static final String TODAY = "today";
    private static final String YESTERDAY = "yesterday";

    /** Reads a date such as 2019-04-01, {@code today} or {@code yesterday}; empty if the text is none of them. */
    public static Optional<DayBound> of(String text) {
        if (text.equals(TODAY) || text.equals(YESTERDAY)) {
            return Optional.of(new DayBound(null, text.equals(TODAY) ? 0 : 1));
        }
        try {
            return Optional.of(new DayBound(LocalDate.parse(text), 0));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    /** The day that it is today. */
    public LocalDate on(LocalDate today) {
        return fixed == null ? today.minusDays(daysAgo) : fixed;
    }

    /** As {@link #of} reads it. */
    @Override
    public String toString() {
        return fixed != null ? fixed.toString() : daysAgo == 0 ? TODAY : YESTERDAY;
    }
}
