package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;

/** jsonb: any value, as JSON text. Its numbers keep every digit, because the event's numbers are read as decimals. */
final class JsonbReader implements ValueReader {
    @Override
    public Object read(JsonNode value, ProblemCollector complaints) {
        return storable(value, complaints) ? value.toString() : null;
    }

    /** Recursion is safe: an event's depth is bounded when it is parsed. */
    private static boolean storable(JsonNode value, ProblemCollector complaints) {
        if (value.isTextual()) {
            return Characters.storable(value.textValue(), complaints);
        }
        Iterator<String> names = value.fieldNames();
        while (names.hasNext()) {
            if (!Characters.storable(names.next(), complaints)) {
                return false;
            }
        }
        for (JsonNode child : value) {
            if (!storable(child, complaints)) {
                return false;
            }
        }
        return true;
    }
}
