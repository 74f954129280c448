package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;

/** The names of JSON types in messages. */
final class JsonTypes {
    private JsonTypes() {}

    /** The message for a value of the wrong JSON type; names no value of the event. */
    static String mismatch(JsonNode value, String target, String required) {
        return "is " + name(value) + ", but " + target + " requires " + required;
    }

    private static String name(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a string";
            case BOOLEAN -> "a boolean";
            case NUMBER -> "a number";
            case NULL -> "null";
            case MISSING, BINARY, POJO -> "absent";
        };
    }
}
