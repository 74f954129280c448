package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** timestamptz: an instant, rounded down to PostgreSQL's microseconds. */
final class TimestampReader implements ValueReader {
    /** The first instant that PostgreSQL stores: the start of Julian day 0. */
    private static final Instant FIRST = Instant.parse("-4713-11-24T00:00:00Z");

    /** Exclusive: the first instant that PostgreSQL no longer stores. */
    private static final Instant END = Instant.parse("+294277-01-01T00:00:00Z");

    private final TimeFormat time;

    TimestampReader(TimeFormat time) {
        this.time = time;
    }

    @Override
    public @Nullable Object read(JsonNode value, ProblemCollector problems) {
        Instant instant = time.read(value, problems);
        if (instant == null || instant.equals(Instant.MIN) || instant.equals(Instant.MAX)) {
            return instant;
        }
        if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
            problems.add(ReasonCode.OUT_OF_RANGE, "is outside the range of timestamptz, 4714 BC to 294276 AD");
            return null;
        }
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
