package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;
import java.util.UUID;

/** uuid: a text of hexadecimal digits in either case. */
final class UuidReader implements ValueReader {
    @Override
    public Object read(JsonNode value, ProblemCollector complaints) {
        if (!value.isTextual()) {
            complaints.add(ReasonCode.TYPE, "is " + JsonTypes.name(value) + " where uuid needs a text");
            return null;
        }
        if (!Uuids.wellFormed(value.textValue())) {
            complaints.add(ReasonCode.UUID_FORMAT, "is no UUID of 8-4-4-4-12 hexadecimal digits");
            return null;
        }
        return UUID.fromString(value.textValue());
    }
}
