package dev.wherry.generator;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A value of a row in the words of {@link Event#row()}. */
final class SqlText {
    private SqlText() {}

    static String of(Object value) {
        // A fraction of a second, which no event has, must not go unnoticed.
        return value instanceof Timestamp timestamp ? text(timestamp.toInstant()) : String.valueOf(value);
    }

    private static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).equals(instant)
                ? Event.SECONDS.format(instant)
                : instant.toString();
    }
}
