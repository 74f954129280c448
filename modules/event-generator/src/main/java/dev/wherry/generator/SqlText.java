package dev.wherry.generator;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Formats a value of a database row in the format of {@link Event#row()}. */
final class SqlText {
    private SqlText() {}

    static String of(Object value) {
        // Shows a fraction of a second, which no event has, so that it counts as a difference.
        return value instanceof Timestamp timestamp ? text(timestamp.toInstant()) : String.valueOf(value);
    }

    private static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).equals(instant)
                ? Event.SECONDS.format(instant)
                : instant.toString();
    }
}
