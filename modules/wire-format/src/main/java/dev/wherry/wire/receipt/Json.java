package dev.wherry.wire.receipt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads and writes the JSON objects of this package. Messages contain no values, which may be of any origin. */
final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static ObjectNode newObject() {
        return MAPPER.createObjectNode();
    }

    static byte[] bytes(ObjectNode object) {
        try {
            return MAPPER.writeValueAsBytes(object);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of texts and numbers", impossible);
        }
    }

    static ObjectNode object(byte[] bytes) {
        try {
            if (MAPPER.readTree(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException malformed) {
            throw new IllegalArgumentException("not JSON", malformed);
        }
        throw new IllegalArgumentException("not a JSON object");
    }

    static String text(ObjectNode object, String name) {
        String text = object.path(name).textValue();
        if (text == null) {
            throw new IllegalArgumentException(name + " is missing or not a text");
        }
        return text;
    }

    static long number(ObjectNode object, String name) {
        Long number = numberOrNull(object, name);
        if (number == null) {
            throw new IllegalArgumentException(name + " is missing or not a number");
        }
        return number;
    }

    static @Nullable Long numberOrNull(ObjectNode object, String name) {
        JsonNode node = object.path(name);
        return node.canConvertToLong() && node.isIntegralNumber() ? node.longValue() : null;
    }
}
