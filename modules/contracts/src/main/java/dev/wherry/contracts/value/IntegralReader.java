package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;
import java.math.BigDecimal;
import java.util.Locale;

/** smallint, integer and bigint: a number without a fraction, however it is written (7, 7.0, 7e0). */
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
    public Object read(JsonNode value, ProblemCollector complaints) {
        Long number = exact(value, complaints);
        if (number == null) {
            return null;
        }
        if (number < min || number > max) {
            complaints.add(
                    ReasonCode.OUT_OF_RANGE, "is outside of " + min + " to " + max + ", which " + label() + " holds");
            return null;
        }
        return box(number);
    }

    /** The value as a long, or null if it is none, which has then been said. */
    private Long exact(JsonNode value, ProblemCollector complaints) {
        if (value.isInt() || value.isLong()) {
            return value.longValue();
        }
        if (!value.isNumber()) {
            complaints.add(
                    ReasonCode.TYPE, "is " + JsonTypes.name(value) + " where " + label() + " needs a whole number");
            return null;
        }
        BigDecimal number = value.decimalValue();
        if (number.signum() != 0 && number.stripTrailingZeros().scale() > 0) {
            complaints.add(ReasonCode.TYPE, "has a fraction where " + label() + " needs a whole number");
            return null;
        }
        try {
            return number.longValueExact();
        } catch (ArithmeticException tooLarge) {
            complaints.add(
                    ReasonCode.OUT_OF_RANGE, "is outside of " + min + " to " + max + ", which " + label() + " holds");
            return null;
        }
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
