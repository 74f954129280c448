package dev.wherry.contracts.event;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
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

    private static final List<String> COMBINATIONS = List.of("allOf", "anyOf", "oneOf");

    private final JsonNode root;

    CellTypes(JsonNode schema) {
        this.root = schema;
    }

    /** The types that the schema names for a property of the event; empty if it names none, or only text. */
    Set<Type> of(String property) {
        Set<Type> types = EnumSet.noneOf(Type.class);
        for (JsonNode event : expand(root)) {
            for (JsonNode schema : expand(event.path("properties").path(property))) {
                add(schema.path("type"), types);
                schema.path("enum").forEach(value -> addTypeOf(value, types));
                addTypeOf(schema.path("const"), types);
            }
        }
        return types;
    }

    /** The schema with those that it refers to or combines. */
    private List<JsonNode> expand(JsonNode schema) {
        List<JsonNode> found = new ArrayList<>();
        expand(schema, found, new HashSet<>());
        return found;
    }

    private void expand(JsonNode schema, List<JsonNode> found, Set<String> followed) {
        found.add(schema);
        String reference = schema.path("$ref").asText();
        if (reference.startsWith("#/") && followed.add(reference)) {
            expand(resolve(reference.substring(1)), found, followed);
        }
        COMBINATIONS.forEach(combination -> schema.path(combination).forEach(part -> expand(part, found, followed)));
    }

    private JsonNode resolve(String fragment) {
        // a plus sign is itself in a fragment
        String pointer = URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8);
        return root.at(JsonPointer.compile(pointer));
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
