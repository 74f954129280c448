package dev.wherry.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Formats column values in PostgreSQL's text format. The sink sends binary values; that both formats lead to the same value
 * is part of what an audit verifies.
 */
final class PostgresText {
    private static final Instant YEAR_1 = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

    private PostgresText() {}

    /** The text of a value; null for null. */
    static String of(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof List<?> elements) {
            return array(elements);
        }
        if (value instanceof Instant time) {
            return time(time);
        }
        if (value instanceof LocalDate date) {
            return date.equals(LocalDate.MAX) ? "infinity" : date.equals(LocalDate.MIN) ? "-infinity" : date(date);
        }
        return value.toString();
    }

    private static String time(Instant time) {
        if (!time.isBefore(YEAR_1) && time.isBefore(YEAR_10000)) {
            return time.toString();
        }
        return timeOutsideIsoYears(time);
    }

    private static String timeOutsideIsoYears(Instant time) {
        if (time.equals(Instant.MAX)) {
            return "infinity";
        }
        if (time.equals(Instant.MIN)) {
            return "-infinity";
        }
        LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        String clock = "%02d:%02d:%02d.%06d+00"
                .formatted(utc.getHour(), utc.getMinute(), utc.getSecond(), utc.getNano() / 1000);
        return day(utc.toLocalDate()) + ' ' + clock + era(utc.toLocalDate());
    }

    private static String date(LocalDate date) {
        return day(date) + era(date);
    }

    /** PostgreSQL has no year 0: years before 1 are years BC. */
    private static String day(LocalDate date) {
        int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        return "%04d-%02d-%02d".formatted(year, date.getMonthValue(), date.getDayOfMonth());
    }

    private static String era(LocalDate date) {
        return date.getYear() > 0 ? "" : " BC";
    }

    private static String array(List<?> elements) {
        StringBuilder text = new StringBuilder("{");
        for (Object element : elements) {
            text.append(text.length() == 1 ? "" : ",");
            if (element == null) {
                text.append("NULL");
            } else {
                text.append('"')
                        .append(of(element).replace("\\", "\\\\").replace("\"", "\\\""))
                        .append('"');
            }
        }
        return text.append('}').toString();
    }
}
