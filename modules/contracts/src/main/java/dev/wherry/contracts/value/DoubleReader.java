package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * double: rounded to the nearest. As in PostgreSQL, a number that would round to an infinity, or a nonzero number that
 * would round to zero, is out of range.
 */
final class DoubleReader implements ValueReader {
    @Override
    public @Nullable Object read(JsonNode value, ProblemCollector problems) {
        if (!value.isNumber()) {
            Double special = NonFiniteNumber.read(value);
            if (special == null) {
                problems.add(ReasonCode.TYPE, JsonTypes.mismatch(value, "double", "a number"));
            }
            return special;
        }
        double number = value.doubleValue();
        if (Double.isInfinite(number) || (number == 0 && value.decimalValue().compareTo(BigDecimal.ZERO) != 0)) {
            problems.add(ReasonCode.OUT_OF_RANGE, "is too large or too small for double");
            return null;
        }
        return number;
    }
}
