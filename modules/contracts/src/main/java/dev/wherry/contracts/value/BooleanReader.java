package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;
import org.jspecify.annotations.Nullable;

/** boolean: true or false; never a string or a number that represents one. */
final class BooleanReader implements ValueReader {
    @Override
    public @Nullable Object read(JsonNode value, ProblemCollector problems) {
        if (!value.isBoolean()) {
            problems.add(ReasonCode.TYPE, JsonTypes.mismatch(value, "boolean", "true or false"));
            return null;
        }
        return value.booleanValue();
    }
}
