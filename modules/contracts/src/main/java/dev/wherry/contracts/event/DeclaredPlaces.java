package dev.wherry.contracts.event;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wherry.contracts.FieldPath;
import dev.wherry.contracts.event.UndeclaredProperties.NamePattern;
import dev.wherry.contracts.event.UndeclaredProperties.Next;
import dev.wherry.contracts.event.UndeclaredProperties.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a schema which properties it declares where. A property counts as declared if any schema that may apply to its
 * object names it, also as a required one, or by a pattern, or if the contract reads it.
 */
final class DeclaredPlaces {
    /** The keyword, in a schema of our own, of the properties that the contract reads. It is not one of JSON Schema. */
    private static final String READ = "read by the contract";

    private static final List<String> OTHERS = List.of("additionalProperties", "unevaluatedProperties");

    private final SchemaParts parts;
    /** By the schemas that apply there: a schema may contain itself. */
    private final Map<Set<JsonNode>, Next> places = new HashMap<>();

    private final @Nullable Place root;
    private boolean anyNamed;
    private boolean anyOpen;

    DeclaredPlaces(JsonNode schema, Collection<FieldPath> read) {
        parts = SchemaParts.withConditions(schema);
        root = next(List.of(schema, schemaOf(read))).place;
    }

    @Nullable
    Place root() {
        return root;
    }

    /** Whether the schema names the properties of any object. */
    boolean anyNamed() {
        return anyNamed;
    }

    /** Whether the schema allows other properties in any of these objects. */
    boolean anyOpen() {
        return anyOpen;
    }

    private static JsonNode schemaOf(Collection<FieldPath> read) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        for (FieldPath path : read) {
            ObjectNode at = schema;
            for (JsonPointer rest = path.pointer(); !rest.matches(); rest = rest.tail()) {
                at = at.withObjectProperty(READ).withObjectProperty(rest.getMatchingProperty());
            }
        }
        return schema;
    }

    private Next next(Collection<JsonNode> schemas) {
        List<JsonNode> applied = parts.of(schemas);
        Set<JsonNode> key = Collections.newSetFromMap(new IdentityHashMap<>());
        key.addAll(applied);
        Next known = places.get(key);
        if (known != null) {
            return known;
        }
        Next next = new Next();
        places.put(key, next);
        next.place = place(applied);
        return next;
    }

    private @Nullable Place place(List<JsonNode> schemas) {
        boolean named = schemas.stream().anyMatch(each -> each.has("properties") || each.has("patternProperties"));
        List<NamePattern> patterns = patterns(schemas);
        Map<String, Next> properties = properties(schemas);
        List<JsonNode> others = others(schemas);
        List<JsonNode> items = items(schemas);
        List<Next> first = first(schemas, items);
        if (named) {
            anyNamed = true;
            anyOpen |= others.isEmpty() && schemas.stream().noneMatch(DeclaredPlaces::isClosed);
        }
        if (!named && properties.isEmpty() && others.isEmpty() && first.isEmpty() && items.isEmpty()) {
            return null;
        }
        return new Place(named, properties, patterns, others.isEmpty() ? null : next(others), first, next(items));
    }

    private Map<String, Next> properties(List<JsonNode> schemas) {
        Map<String, List<JsonNode>> declared = new LinkedHashMap<>();
        for (JsonNode schema : schemas) {
            schema.path("properties").properties().forEach(each -> add(declared, each.getKey(), each.getValue()));
            schema.path(READ).properties().forEach(each -> add(declared, each.getKey(), each.getValue()));
            schema.path("required").forEach(each -> declared.computeIfAbsent(each.asText(), name -> new ArrayList<>()));
        }
        Map<String, Next> properties = new HashMap<>();
        declared.forEach((name, below) -> {
            for (JsonNode schema : schemas) {
                schema.path("patternProperties").properties().stream()
                        .filter(each ->
                                Pattern.compile(each.getKey()).matcher(name).find())
                        .forEach(each -> below.add(each.getValue()));
            }
            properties.put(name, next(below));
        });
        return properties;
    }

    private static void add(Map<String, List<JsonNode>> declared, String name, JsonNode schema) {
        declared.computeIfAbsent(name, key -> new ArrayList<>()).add(schema);
    }

    private List<NamePattern> patterns(List<JsonNode> schemas) {
        return schemas.stream()
                .flatMap(schema -> schema.path("patternProperties").properties().stream())
                .map(each -> new NamePattern(Pattern.compile(each.getKey()), next(List.of(each.getValue()))))
                .toList();
    }

    /** The schemas of properties with any other name. Such as allow everything declare nothing. */
    private static List<JsonNode> others(List<JsonNode> schemas) {
        return schemas.stream()
                .flatMap(schema -> OTHERS.stream().map(schema::path))
                .filter(others -> others.isObject() && !others.isEmpty())
                .toList();
    }

    private static boolean isClosed(JsonNode schema) {
        return OTHERS.stream().map(schema::path).anyMatch(others -> others.isBoolean() && !others.booleanValue());
    }

    private List<Next> first(List<JsonNode> schemas, List<JsonNode> items) {
        List<JsonNode> lists = schemas.stream()
                .map(schema -> schema.path("prefixItems"))
                .filter(JsonNode::isArray)
                .toList();
        int size = lists.stream().mapToInt(JsonNode::size).max().orElse(0);
        List<Next> first = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<JsonNode> applied = new ArrayList<>(items);
            for (JsonNode list : lists) {
                if (list.has(i)) {
                    applied.add(list.get(i));
                }
            }
            first.add(next(applied));
        }
        return first;
    }

    private static List<JsonNode> items(List<JsonNode> schemas) {
        List<JsonNode> items = new ArrayList<>();
        for (JsonNode schema : schemas) {
            items.addAll(List.of(schema.path("items"), schema.path("contains")));
            schema.path(READ).properties().stream()
                    .filter(each -> each.getKey().matches("[0-9]+"))
                    .forEach(each -> items.add(each.getValue()));
        }
        items.removeIf(schema -> !schema.isObject());
        return items;
    }
}
