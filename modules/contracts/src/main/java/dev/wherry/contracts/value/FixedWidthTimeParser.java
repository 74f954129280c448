package dev.wherry.contracts.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the usual texts of purely numeric patterns such as {@code uuuu-MM-dd HH:mm:ss}, many times faster than
 * DateTimeFormatter. Returns null for every text that it does not recognise: only DateTimeFormatter rejects a text.
 */
final class FixedWidthTimeParser implements Function<String, Instant> {
    /** Year to second and an optional fraction, separated by at most one character without a meaning in patterns. */
    private static final Pattern SUPPORTED =
            Pattern.compile("uuuu([-/. _:,]?)MM([-/. _:,]?)dd([-/. _:,]|'T'|)HH([-/. _:,]?)mm"
                    + "([-/. _:,]?)ss(?:([-/. _:,]?)(S{1,9}))?");

    private static final int NONE = -1;

    /** The characters between the fields; NONE where two fields are adjacent. */
    private final int[] separators = new int[6];

    private final int fraction;
    private final int length;
    private final long offsetSeconds;

    private FixedWidthTimeParser(Matcher layout, ZoneId zone) {
        int separated = 0;
        for (int i = 0; i < separators.length; i++) {
            String between =
                    layout.group(i + 1) == null ? "" : layout.group(i + 1).replace("'", "");
            separators[i] = between.isEmpty() ? NONE : between.charAt(0);
            separated += between.length();
        }
        fraction = layout.group(7) == null ? 0 : layout.group(7).length();
        length = 14 + separated + fraction;
        offsetSeconds = zone.getRules().getOffset(Instant.EPOCH).getTotalSeconds();
    }

    /** Empty for patterns with other fields, and for zones whose offset varies. */
    static Optional<FixedWidthTimeParser> of(String pattern, ZoneId zone) {
        Matcher layout = SUPPORTED.matcher(pattern);
        return layout.matches() && zone.getRules().isFixedOffset()
                ? Optional.of(new FixedWidthTimeParser(layout, zone))
                : Optional.empty();
    }

    /** The instant, or null if DateTimeFormatter has to decide. */
    @Override
    public @Nullable Instant apply(String text) {
        return text.length() == length ? new Cursor(text).instant() : null;
    }

    /** Reads one text from start to end. An unexpected character sets {@code unexpected}. */
    private final class Cursor {
        private final String text;
        private int at;
        private boolean unexpected;

        Cursor(String text) {
            this.text = text;
        }

        @Nullable
        Instant instant() {
            int year = number(4);
            int month = after(0);
            int day = after(1);
            int hour = after(2);
            int minute = after(3);
            int second = after(4);
            long nanos = fraction == 0 ? 0 : nanos();
            if (unexpected
                    || month < 1
                    || month > 12
                    || day < 1
                    || day > 31
                    || hour > 23
                    || minute > 59
                    || second > 59) {
                return null;
            }
            try {
                long days = LocalDate.of(year, month, day).toEpochDay();
                return Instant.ofEpochSecond(
                        days * 86_400 + hour * 3_600L + minute * 60L + second - offsetSeconds, nanos);
            } catch (DateTimeException noSuchDay) {
                return null;
            }
        }

        private int after(int separator) {
            separator(separator);
            return number(2);
        }

        private long nanos() {
            separator(5);
            long nanos = number(fraction);
            for (int i = fraction; i < 9; i++) {
                nanos *= 10;
            }
            return nanos;
        }

        private void separator(int index) {
            if (separators[index] != NONE) {
                unexpected |= text.charAt(at++) != separators[index];
            }
        }

        private int number(int digits) {
            int number = 0;
            for (int end = at + digits; at < end; at++) {
                int digit = text.charAt(at) - '0';
                unexpected |= digit < 0 || digit > 9;
                number = number * 10 + digit;
            }
            return number;
        }
    }
}
