package dev.wherry.contracts.value;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Parses the usual form of ISO-8601 timestamps with an offset, such as 2026-11-21T00:14:48.5+01:00. As in
 * {@link FixedWidthTimeParser}, all other texts are left to DateTimeFormatter.
 */
final class IsoTimeParser implements Function<String, Instant> {
    private static final int SECONDS_END = "2026-11-21T00:14:48".length();
    private static final int OFFSET_LENGTH = "+01:00".length();
    private static final int MAX_OFFSET_HOURS = 17;

    private final FixedWidthTimeParser seconds =
            FixedWidthTimeParser.of("uuuu-MM-dd'T'HH:mm:ss", ZoneOffset.UTC).orElseThrow();

    /** The instant, or null if DateTimeFormatter has to decide. */
    @Override
    public @Nullable Instant apply(String text) {
        if (text.length() <= SECONDS_END) {
            return null;
        }
        Instant local = seconds.apply(text.substring(0, SECONDS_END));
        if (local == null) {
            return null;
        }
        int end = text.charAt(SECONDS_END) == '.' ? endOfDigits(text, SECONDS_END + 1) : SECONDS_END;
        int digits = end - SECONDS_END - 1;
        Integer offset = offset(text, end);
        if (offset == null || digits == 0 || digits > 9) {
            return null;
        }
        return Instant.ofEpochSecond(local.getEpochSecond() - offset, nanos(text, end));
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static long nanos(String text, int end) {
        long nanos = 0;
        for (int i = 1; i <= 9; i++) {
            int at = SECONDS_END + i;
            nanos = nanos * 10 + (at < end ? text.charAt(at) - '0' : 0);
        }
        return nanos;
    }

    /** The offset in seconds, or null if it is neither Z nor of the form +hh:mm. */
    private static @Nullable Integer offset(String text, int at) {
        if (at == text.length() - 1 && text.charAt(at) == 'Z') {
            return 0;
        }
        if (text.length() - at != OFFSET_LENGTH || text.charAt(at + 3) != ':') {
            return null;
        }
        int hours = twoDigits(text, at + 1);
        int minutes = twoDigits(text, at + 4);
        if (hours < 0 || hours > MAX_OFFSET_HOURS || minutes < 0 || minutes > 59) {
            return null;
        }
        int magnitude = hours * 3_600 + minutes * 60;
        return switch (text.charAt(at)) {
            case '+' -> magnitude;
            case '-' -> -magnitude;
            default -> null;
        };
    }

    private static int twoDigits(String text, int at) {
        char tens = text.charAt(at);
        char ones = text.charAt(at + 1);
        return isDigit(tens) && isDigit(ones) ? (tens - '0') * 10 + ones - '0' : -1;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
