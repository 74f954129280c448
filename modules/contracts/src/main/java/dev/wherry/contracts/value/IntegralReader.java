package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** smallint, integer and bigint: a number without a fraction, in any notation (7, 7.0, 7e0). */
enum IntegralReader implements ValueReader {
    SMALLINT(Short.MIN_VALUE, Short.MAX_VALUE) {
        @Override
        Object box(long value) {
            return (short) value;
        }
    },
    INTEGER(Integer.MIN_VALUE, Integer.MAX_VALUE) {
        @Override
        Object box(long value) {
            return (int) value;
        }
    },
    BIGINT(Long.MIN_VALUE, Long.MAX_VALUE) {
        @Override
        Object box(long value) {
            return value;
        }
    };

    private final long min;
    private final long max;

    IntegralReader(long min, long max) {
        this.min = min;
        this.max = max;
    }

    abstract Object box(long value);

    @Override
    public @Nullable Object read(JsonNode value, ProblemCollector problems) {
        Long number = exact(value, problems);
        if (number == null) {
            return null;
        }
        if (number < min || number > max) {
            problems.add(ReasonCode.OUT_OF_RANGE, outOfRange());
            return null;
        }
        return box(number);
    }

    /** The value as a long; null after adding a problem if it is not a whole number or does not fit. */
    private @Nullable Long exact(JsonNode value, ProblemCollector problems) {
        if (value.isInt() || value.isLong()) {
            return value.longValue();
        }
        if (!value.isNumber()) {
            problems.add(ReasonCode.TYPE, JsonTypes.mismatch(value, label(), "a whole number"));
            return null;
        }
        BigDecimal number = value.decimalValue();
        if (number.signum() != 0 && number.stripTrailingZeros().scale() > 0) {
            problems.add(ReasonCode.TYPE, "has a fraction, but " + label() + " requires a whole number");
            return null;
        }
        try {
            return number.longValueExact();
        } catch (ArithmeticException tooLarge) {
            problems.add(ReasonCode.OUT_OF_RANGE, outOfRange());
            return null;
        }
    }

    private String outOfRange() {
        return "is outside the range of " + label() + ", " + min + " to " + max;
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
