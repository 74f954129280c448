package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** timestamptz: an instant, rounded down to PostgreSQL's microseconds. */
final class TimestampReader implements ValueReader {
    /** PostgreSQL's first instant, the beginning of the Julian day 0, and the first one after its last. */
    private static final Instant FIRST = Instant.parse("-4713-11-24T00:00:00Z");

    private static final Instant END = Instant.parse("+294277-01-01T00:00:00Z");

    private final TimeFormat time;

    TimestampReader(TimeFormat time) {
        this.time = time;
    }

    @Override
    public Object read(JsonNode value, ProblemCollector complaints) {
        Instant instant = time.read(value, complaints);
        if (instant == null || instant.equals(Instant.MIN) || instant.equals(Instant.MAX)) {
            return instant;
        }
        if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
            complaints.add(ReasonCode.OUT_OF_RANGE, "is outside of 4714 BC to 294276 AD, which timestamptz holds");
            return null;
        }
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
