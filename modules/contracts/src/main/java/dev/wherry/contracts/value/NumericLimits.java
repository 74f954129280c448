package dev.wherry.contracts.value;

import java.math.BigDecimal;

/** What PostgreSQL's numeric holds, and jsonb with it: 131,072 digits before the decimal point and 16,383 after it. */
public final class NumericLimits {
    public static final String MESSAGE =
            "has more than 131072 digits before or 16383 after the decimal point, which numeric and jsonb do not hold";

    private static final int BEFORE = 131_072;
    private static final int AFTER = 16_383;

    private NumericLimits() {}

    public static boolean hold(BigDecimal number) {
        // In long arithmetic: an exponent may lie near the limits of int.
        return number.scale() <= AFTER && (long) number.precision() - number.scale() <= BEFORE;
    }
}
