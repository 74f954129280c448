package dev.wherry.contracts;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/** A place in an event: a JSON pointer (RFC 6901), such as {@code /payload/id}. */
public record FieldPath(JsonPointer pointer) {
    /** Throws IllegalArgumentException where the text is no JSON pointer. */
    public static FieldPath of(String text) {
        return new FieldPath(JsonPointer.compile(text));
    }

    /** The value at this place, or a missing node. */
    public JsonNode in(JsonNode event) {
        return event.at(pointer);
    }

    @Override
    public String toString() {
        return pointer.toString();
    }
}
