package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** numeric: exactly as written. BigDecimal has neither NaN nor infinities; those are returned as Double. */
final class NumericReader implements ValueReader {
    @Override
    public @Nullable Object read(JsonNode value, ProblemCollector problems) {
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            if (!NumericLimits.contain(number)) {
                problems.add(ReasonCode.OUT_OF_RANGE, NumericLimits.MESSAGE);
                return null;
            }
            return number;
        }
        Double special = NonFiniteNumber.read(value);
        if (special == null) {
            problems.add(ReasonCode.TYPE, JsonTypes.mismatch(value, "numeric", "a number"));
        }
        return special;
    }
}
