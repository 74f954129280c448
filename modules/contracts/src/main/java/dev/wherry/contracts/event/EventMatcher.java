package dev.wherry.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.FieldPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Selects the events of a contract: those that have all of these values at these locations. */
public record EventMatcher(Map<FieldPath, JsonNode> values) {
    public EventMatcher {
        values = Map.copyOf(new LinkedHashMap<>(values));
    }

    boolean matches(JsonNode event) {
        for (Map.Entry<FieldPath, JsonNode> value : values.entrySet()) {
            if (!isSame(value.getValue(), value.getKey().in(event))) {
                return false;
            }
        }
        return true;
    }

    Set<FieldPath> paths() {
        return values.keySet();
    }

    /** Whether every event that this matches is matched by the other too. */
    public boolean implies(EventMatcher other) {
        return other.values.entrySet().stream()
                .allMatch(value ->
                        values.containsKey(value.getKey()) && isSame(value.getValue(), values.get(value.getKey())));
    }

    /** Compares numbers by value: 1 and 1.0 are the same. */
    private static boolean isSame(JsonNode expected, JsonNode actual) {
        return (expected.isNumber() && actual.isNumber())
                ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
                : expected.equals(actual);
    }
}
