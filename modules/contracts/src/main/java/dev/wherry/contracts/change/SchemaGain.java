package dev.wherry.contracts.change;

import com.fasterxml.jackson.databind.JsonNode;

/** Finds out whether a schema differs from an earlier one only in properties that are not required. */
final class SchemaGain {
    private static final String PROPERTIES = "properties";

    private SchemaGain() {}

    /** Whether all that is new are optional properties, at any depth, and nothing else has changed. */
    static boolean isAll(JsonNode was, JsonNode is) {
        if (was.equals(is)) {
            return true;
        }
        if (!was.isObject() || !is.isObject()) {
            return false;
        }
        for (String keyword : DefinitionComparison.names(was, is)) {
            JsonNode before = was.path(keyword);
            JsonNode after = is.path(keyword);
            if (keyword.equals(PROPERTIES) ? !isAllOfProperties(before, after) : !before.equals(after)) {
                return false;
            }
        }
        return true;
    }

    /** Properties that are new are optional: {@code required} has not changed. */
    private static boolean isAllOfProperties(JsonNode was, JsonNode is) {
        for (String name : ContractDefinition.names(was)) {
            if (!is.has(name) || !isAll(was.path(name), is.path(name))) {
                return false;
            }
        }
        return true;
    }
}
