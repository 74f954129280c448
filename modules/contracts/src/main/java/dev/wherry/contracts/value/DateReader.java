package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** date: ISO-8601, or the date of a point in time if the column has a {@code time}. */
final class DateReader implements ValueReader {
    /** The first date that PostgreSQL stores: Julian day 0, 24 November 4714 BC. Year 0 is 1 BC. */
    private static final LocalDate FIRST = LocalDate.of(-4713, 11, 24);

    private static final LocalDate LAST = LocalDate.of(5_874_897, 12, 31);

    private final Optional<TimeFormat> time;

    /** @param time the column's own; the contract's does not apply to dates */
    DateReader(Optional<TimeFormat> time) {
        this.time = time;
    }

    @Override
    public @Nullable Object read(JsonNode value, ProblemCollector problems) {
        return time.isPresent() ? ofTime(value, time.get(), problems) : ofDate(value, problems);
    }

    private static @Nullable LocalDate ofTime(JsonNode value, TimeFormat time, ProblemCollector problems) {
        Instant instant = time.read(value, problems);
        if (instant == null) {
            return null;
        }
        if (instant.equals(Instant.MAX)) {
            return LocalDate.MAX;
        }
        return instant.equals(Instant.MIN)
                ? LocalDate.MIN
                : inRange(LocalDate.ofInstant(instant, time.zone()), problems);
    }

    private static @Nullable LocalDate ofDate(JsonNode value, ProblemCollector problems) {
        if (!value.isTextual()) {
            problems.add(ReasonCode.TYPE, JsonTypes.mismatch(value, "date", "a string"));
            return null;
        }
        return switch (value.textValue()) {
            case "infinity" -> LocalDate.MAX;
            case "-infinity" -> LocalDate.MIN;
            default -> finite(value.textValue(), problems);
        };
    }

    private static @Nullable LocalDate finite(String text, ProblemCollector problems) {
        LocalDate date;
        try {
            date = LocalDate.parse(text, DateTimeFormatter.ISO_LOCAL_DATE);
        } catch (DateTimeParseException notADate) {
            problems.add(ReasonCode.DATE_FORMAT, "is not a date such as 2026-11-21");
            return null;
        }
        return inRange(date, problems);
    }

    private static @Nullable LocalDate inRange(LocalDate date, ProblemCollector problems) {
        if (date.isBefore(FIRST) || date.isAfter(LAST)) {
            problems.add(ReasonCode.OUT_OF_RANGE, "is outside the range of date, 4714 BC to 5874897 AD");
            return null;
        }
        return date;
    }
}
