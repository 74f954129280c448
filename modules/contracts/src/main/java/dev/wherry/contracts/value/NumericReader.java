package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;
import java.math.BigDecimal;

/** numeric: exact as written. BigDecimal has no NaN and no infinities, which are Doubles here. */
final class NumericReader implements ValueReader {
    @Override
    public Object read(JsonNode value, ProblemCollector complaints) {
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            if (!NumericLimits.hold(number)) {
                complaints.add(ReasonCode.OUT_OF_RANGE, NumericLimits.MESSAGE);
                return null;
            }
            return number;
        }
        Double special = NotFinite.read(value);
        if (special == null) {
            complaints.add(ReasonCode.TYPE, "is " + JsonTypes.name(value) + " where numeric needs a number");
        }
        return special;
    }
}
