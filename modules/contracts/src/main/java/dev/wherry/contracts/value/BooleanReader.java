package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;

/** boolean: true or false; never a text or a number that means so. */
final class BooleanReader implements ValueReader {
    @Override
    public Object read(JsonNode value, ProblemCollector complaints) {
        if (!value.isBoolean()) {
            complaints.add(ReasonCode.TYPE, "is " + JsonTypes.name(value) + " where boolean needs true or false");
            return null;
        }
        return value.booleanValue();
    }
}
