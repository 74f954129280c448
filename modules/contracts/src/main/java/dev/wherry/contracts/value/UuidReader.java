package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** uuid: a string of hexadecimal digits in either case. */
final class UuidReader implements ValueReader {
    @Override
    public @Nullable Object read(JsonNode value, ProblemCollector problems) {
        if (!value.isTextual()) {
            problems.add(ReasonCode.TYPE, JsonTypes.mismatch(value, "uuid", "a string"));
            return null;
        }
        if (!Uuids.isWellFormed(value.textValue())) {
            problems.add(ReasonCode.UUID_FORMAT, "is not a UUID of 8-4-4-4-12 hexadecimal digits");
            return null;
        }
        return UUID.fromString(value.textValue());
    }
}
