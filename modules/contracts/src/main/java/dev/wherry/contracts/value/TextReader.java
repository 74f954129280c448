package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;

/** text: a JSON string as it is. */
final class TextReader implements ValueReader {
    @Override
    public Object read(JsonNode value, ProblemCollector complaints) {
        if (!value.isTextual()) {
            complaints.add(ReasonCode.TYPE, "is " + JsonTypes.name(value) + " where text needs a text");
            return null;
        }
        return Characters.storable(value.textValue(), complaints) ? value.textValue() : null;
    }
}
