package dev.wherry.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The JSON types that a schema names for its properties. What a schema says by other means than {@code type}, {@code const},
 * {@code enum}, a reference within the file, {@code allOf}, {@code anyOf} or {@code oneOf} is not found.
 */
final class CellTypes {
    /** A type other than text. */
    enum Type {
        BOOLEAN,
        NUMBER,
        ARRAY,
        OBJECT
    }

    private final JsonNode root;
    private final SchemaParts parts;

    CellTypes(JsonNode schema) {
        this.root = schema;
        this.parts = SchemaParts.of(schema);
    }

    /** The types that the schema names for a property of the event; empty if it names none, or only text. */
    Set<Type> of(String property) {
        Set<Type> types = EnumSet.noneOf(Type.class);
        for (JsonNode event : parts.of(List.of(root))) {
            for (JsonNode schema : parts.of(List.of(event.path("properties").path(property)))) {
                add(schema.path("type"), types);
                schema.path("enum").forEach(value -> addTypeOf(value, types));
                addTypeOf(schema.path("const"), types);
            }
        }
        return types;
    }

    private static void add(JsonNode type, Set<Type> types) {
        if (type.isArray()) {
            type.forEach(each -> add(each, types));
            return;
        }
        switch (type.asText()) {
            case "boolean" -> types.add(Type.BOOLEAN);
            case "integer", "number" -> types.add(Type.NUMBER);
            case "array" -> types.add(Type.ARRAY);
            case "object" -> types.add(Type.OBJECT);
            default -> {} // a string, null, or no type
        }
    }

    private static void addTypeOf(JsonNode value, Set<Type> types) {
        switch (value.getNodeType()) {
            case BOOLEAN -> types.add(Type.BOOLEAN);
            case NUMBER -> types.add(Type.NUMBER);
            case ARRAY -> types.add(Type.ARRAY);
            case OBJECT -> types.add(Type.OBJECT);
            case STRING, NULL, MISSING, BINARY, POJO -> {}
        }
    }
}
