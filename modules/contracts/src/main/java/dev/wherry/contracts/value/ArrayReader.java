package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An array of values of one type; elements may be null. */
final class ArrayReader implements ValueReader {
    private final ValueReader elements;

    ArrayReader(ValueReader elements) {
        this.elements = elements;
    }

    @Override
    public @Nullable Object read(JsonNode value, ProblemCollector problems) {
        if (!value.isArray()) {
            problems.add(ReasonCode.TYPE, JsonTypes.mismatch(value, "the column", "an array"));
            return null;
        }
        List<Object> values = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            JsonNode element = value.get(i);
            problems.moveToElement(i);
            values.add(element.isNull() ? null : elements.read(element, problems));
        }
        return Collections.unmodifiableList(values);
    }
}
