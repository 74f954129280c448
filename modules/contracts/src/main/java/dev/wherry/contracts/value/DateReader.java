package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** date: ISO-8601, whatever the contract's timestamps look like. */
final class DateReader implements ValueReader {
    /** PostgreSQL's first and last date. The first is the Julian day 0, 24 November 4714 BC; the year 0 is 1 BC. */
    private static final LocalDate FIRST = LocalDate.of(-4713, 11, 24);

    private static final LocalDate LAST = LocalDate.of(5_874_897, 12, 31);

    @Override
    public Object read(JsonNode value, ProblemCollector complaints) {
        if (!value.isTextual()) {
            complaints.add(ReasonCode.TYPE, "is " + JsonTypes.name(value) + " where date needs a text");
            return null;
        }
        return switch (value.textValue()) {
            case "infinity" -> LocalDate.MAX;
            case "-infinity" -> LocalDate.MIN;
            default -> finite(value.textValue(), complaints);
        };
    }

    private static LocalDate finite(String text, ProblemCollector complaints) {
        LocalDate date;
        try {
            date = LocalDate.parse(text, DateTimeFormatter.ISO_LOCAL_DATE);
        } catch (DateTimeParseException notADate) {
            complaints.add(ReasonCode.DATE_FORMAT, "is no date such as 2026-11-21");
            return null;
        }
        if (date.isBefore(FIRST) || date.isAfter(LAST)) {
            complaints.add(ReasonCode.OUT_OF_RANGE, "is outside of 4714 BC to 5874897 AD, which date holds");
            return null;
        }
        return date;
    }
}
