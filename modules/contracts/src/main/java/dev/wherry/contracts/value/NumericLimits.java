package dev.wherry.contracts.value;

import java.math.BigDecimal;

/** The limits of PostgreSQL's numeric and jsonb: 131,072 digits before the decimal point and 16,383 after it. */
public final class NumericLimits {
    public static final String MESSAGE =
            "has more than 131072 digits before or 16383 after the decimal point, the limits of numeric and jsonb";

    private static final int BEFORE = 131_072;
    private static final int AFTER = 16_383;

    private NumericLimits() {}

    public static boolean contain(BigDecimal number) {
        // long arithmetic, because an exponent may be near the limits of int
        return number.scale() <= AFTER && (long) number.precision() - number.scale() <= BEFORE;
    }
}
