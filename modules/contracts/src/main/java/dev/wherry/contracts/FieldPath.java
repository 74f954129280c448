package dev.wherry.contracts;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;

/** The location of a value in an event: a JSON pointer (RFC 6901), such as {@code /payload/id}. */
public record FieldPath(JsonPointer pointer) {
    /** @throws IllegalArgumentException if the text is not a JSON pointer */
    public static FieldPath of(String text) {
        return new FieldPath(JsonPointer.compile(text));
    }

    /** The value at this location, or a missing node. */
    public JsonNode in(JsonNode event) {
        return event.at(pointer);
    }

    /** Whether the value at this location depends on the member of the event with that name. */
    public boolean concerns(String member) {
        return pointer.matches() || pointer.matchesProperty(member);
    }

    @Override
    public String toString() {
        return pointer.toString();
    }
}
