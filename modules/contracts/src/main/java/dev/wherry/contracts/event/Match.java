package dev.wherry.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.FieldPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which events a contract governs: those that have all of these values in these places. */
public record Match(Map<FieldPath, JsonNode> values) {
    public Match {
        values = Map.copyOf(new LinkedHashMap<>(values));
    }

    boolean holds(JsonNode event) {
        for (Map.Entry<FieldPath, JsonNode> value : values.entrySet()) {
            if (!same(value.getValue(), value.getKey().in(event))) {
                return false;
            }
        }
        return true;
    }

    Set<FieldPath> places() {
        return values.keySet();
    }

    /** Whether whatever this matches, the other matches too. */
    public boolean impliesAlso(Match other) {
        return other.values.entrySet().stream()
                .allMatch(value ->
                        values.containsKey(value.getKey()) && same(value.getValue(), values.get(value.getKey())));
    }

    /** Numbers are the same by their value: 1 and 1.0. */
    private static boolean same(JsonNode expected, JsonNode actual) {
        return (expected.isNumber() && actual.isNumber())
                ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
                : expected.equals(actual);
    }
}
