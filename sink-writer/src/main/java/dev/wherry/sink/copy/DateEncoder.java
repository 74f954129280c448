package dev.wherry.sink.copy;

import java.time.LocalDate;

/**
 * {@code date}, from LocalDate: days since 2000-01-01. {@link LocalDate#MAX} and {@link LocalDate#MIN} are the
 * infinities.
 */
final class DateEncoder implements Encoder {
    private static final long EPOCH_DAY = LocalDate.of(2000, 1, 1).toEpochDay();

    @Override
    public void encode(Object value, CopyBuffer out) {
        LocalDate date = (LocalDate) value;
        if (date.equals(LocalDate.MAX)) {
            out.int32(Integer.MAX_VALUE);
        } else if (date.equals(LocalDate.MIN)) {
            out.int32(Integer.MIN_VALUE);
        } else {
            long days = date.toEpochDay() - EPOCH_DAY;
            if (days >= Integer.MAX_VALUE || days <= Integer.MIN_VALUE) {
                throw new IllegalArgumentException("a date is outside the range of PostgreSQL");
            }
            out.int32((int) days);
        }
    }
}
