package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;
import java.math.BigDecimal;

/** double: rounded to the nearest. As in PostgreSQL, what would round to an infinity or from something to nothing is out of range. */
final class DoubleReader implements ValueReader {
    @Override
    public Object read(JsonNode value, ProblemCollector complaints) {
        if (!value.isNumber()) {
            Double special = NotFinite.read(value);
            if (special == null) {
                complaints.add(ReasonCode.TYPE, "is " + JsonTypes.name(value) + " where double needs a number");
            }
            return special;
        }
        double number = value.doubleValue();
        if (Double.isInfinite(number) || (number == 0 && value.decimalValue().compareTo(BigDecimal.ZERO) != 0)) {
            complaints.add(ReasonCode.OUT_OF_RANGE, "is too large or too small for double");
            return null;
        }
        return number;
    }
}
