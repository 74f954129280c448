package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;
import org.jspecify.annotations.Nullable;

/** text: a JSON string, unchanged. */
final class TextReader implements ValueReader {
    @Override
    public @Nullable Object read(JsonNode value, ProblemCollector problems) {
        if (!value.isTextual()) {
            problems.add(ReasonCode.TYPE, JsonTypes.mismatch(value, "text", "a string"));
            return null;
        }
        return UnicodeCheck.isStorable(value.textValue(), problems) ? value.textValue() : null;
    }
}
