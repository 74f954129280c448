package dev.wherry.http.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The values of the header Retry-After: seconds or a date. */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /** Empty if it is neither. */
    static Optional<Duration> of(String text, Instant now) {
        Optional<Duration> wait = text.strip().matches("\\d{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(text.strip())))
                : time(text).map(time -> Duration.between(now, time));
        return wait.map(time -> time.isNegative() ? Duration.ZERO : time)
                .map(time -> time.compareTo(LONGEST) > 0 ? LONGEST : time);
    }

    /** A date in a header. */
    static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip())));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
