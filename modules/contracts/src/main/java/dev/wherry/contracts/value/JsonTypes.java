package dev.wherry.contracts.value;

import com.fasterxml.jackson.databind.JsonNode;

/** The names of JSON's types for messages. */
final class JsonTypes {
    private JsonTypes() {}

    /** With its article: "an object", "a text". */
    static String name(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a text";
            case BOOLEAN -> "a boolean";
            case NUMBER -> "a number";
            case NULL -> "null";
            case MISSING, BINARY, POJO -> "absent";
        };
    }
}
