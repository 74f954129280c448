package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a number counts that stands for a point in time, since 1970-01-01T00:00:00Z. Leap seconds do not count. */
public enum EpochUnit {
    SECONDS(TimeUnit.SECONDS),
    MILLIS(TimeUnit.MILLISECONDS),
    MICROS(TimeUnit.MICROSECONDS),
    NANOS(TimeUnit.NANOSECONDS);

    /** More digits than a number of nanoseconds has that is an Instant. */
    private static final MathContext DIGITS = new MathContext(50, RoundingMode.FLOOR);

    private static final int MAX_MAGNITUDE = 30;
    private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000);

    private final long perSecond;
    private final long nanos;

    EpochUnit(TimeUnit unit) {
        this.perSecond = unit.convert(1, TimeUnit.SECONDS);
        this.nanos = unit.toNanos(1);
    }

    /**
     * The instant of a JSON number, rounded down to nanoseconds; null after adding a problem if it is too far away for an
     * {@link Instant}.
     */
    @Nullable
    Instant read(JsonNode number, ProblemCollector problems) {
        try {
            return number.isInt() || number.isLong() ? ofWhole(number.longValue()) : ofDecimal(number.decimalValue());
        } catch (DateTimeException | ArithmeticException tooFar) {
            problems.add(ReasonCode.OUT_OF_RANGE, "is too far from 1970 for a timestamp");
            return null;
        }
    }

    private Instant ofWhole(long number) {
        return Instant.ofEpochSecond(Math.floorDiv(number, perSecond), Math.floorMod(number, perSecond) * nanos);
    }

    /** Never expands a large exponent, which would take a while. */
    private Instant ofDecimal(BigDecimal number) {
        int magnitude = number.precision() - number.scale();
        if (number.signum() == 0 || magnitude < -MAX_MAGNITUDE) {
            return number.signum() < 0 ? Instant.EPOCH.minusNanos(1) : Instant.EPOCH;
        }
        if (magnitude > MAX_MAGNITUDE) {
            throw new ArithmeticException("too large");
        }
        BigInteger[] parts = number.round(DIGITS)
                .multiply(BigDecimal.valueOf(nanos))
                .setScale(0, RoundingMode.FLOOR)
                .toBigIntegerExact()
                .divideAndRemainder(NANOS_PER_SECOND);
        return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
    }
}
