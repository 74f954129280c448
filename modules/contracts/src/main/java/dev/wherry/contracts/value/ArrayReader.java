package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.ReasonCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An array of one type's values; its elements may be null. */
final class ArrayReader implements ValueReader {
    private final ValueReader elements;

    ArrayReader(ValueReader elements) {
        this.elements = elements;
    }

    @Override
    public Object read(JsonNode value, ProblemCollector complaints) {
        if (!value.isArray()) {
            complaints.add(ReasonCode.TYPE, "is " + JsonTypes.name(value) + " where the column needs an array");
            return null;
        }
        List<Object> values = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            JsonNode element = value.get(i);
            complaints.element(i);
            values.add(element.isNull() ? null : elements.read(element, complaints));
        }
        return Collections.unmodifiableList(values);
    }
}
