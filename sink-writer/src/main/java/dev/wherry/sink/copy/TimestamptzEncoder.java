package dev.wherry.sink.copy;

import java.time.Instant;

/**
 * {@code timestamp with time zone}, from Instant: microseconds since 2000-01-01 UTC, rounded down. {@link Instant#MAX}
 * and {@link Instant#MIN} are the infinities.
 */
final class TimestamptzEncoder implements Encoder {
    private static final long EPOCH_SECOND =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

    @Override
    public void encode(Object value, CopyBuffer out) {
        Instant instant = (Instant) value;
        if (instant.equals(Instant.MAX)) {
            out.int64(Long.MAX_VALUE);
        } else if (instant.equals(Instant.MIN)) {
            out.int64(Long.MIN_VALUE);
        } else {
            out.int64(microseconds(instant));
        }
    }

    private static long microseconds(Instant instant) {
        try {
            long ofSeconds = Math.multiplyExact(instant.getEpochSecond() - EPOCH_SECOND, 1_000_000L);
            return Math.addExact(ofSeconds, instant.getNano() / 1000);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("a timestamp is outside the range of PostgreSQL", e);
        }
    }
}
