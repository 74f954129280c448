package dev.wherry.contracts.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.FieldPath;
import dev.wherry.contracts.condition.Condition;
import dev.wherry.contracts.condition.Condition.AnyOf;
import dev.wherry.contracts.condition.Condition.Conforms;
import dev.wherry.contracts.condition.Condition.Not;
import dev.wherry.contracts.condition.Condition.OneOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the conditions of a contract file. All have one grammar: a mapping of JSON pointers to a value, a list of values or
 * a JSON Schema, and of {@code not} and {@code any} to conditions.
 */
final class ConditionReader {
    private static final String POINTER_REMEDY = "write one such as /payload/id, or not, or any";

    private final SchemaReader schemas;
    private final FaultCollector faults;

    ConditionReader(SchemaReader schemas, FaultCollector faults) {
        this.schemas = schemas;
        this.faults = faults;
    }

    /** The condition of this name, if the mapping has one. Incomplete if it adds a fault. */
    Optional<Condition> read(YamlMapping mapping, String name) {
        return mapping.has(name) ? read(mapping.get(name), mapping.pointer(name)) : Optional.empty();
    }

    private Optional<Condition> read(JsonNode node, String pointer) {
        if (!node.isObject() || node.isEmpty()) {
            faults.add(
                    pointer,
                    node.isObject() ? "is empty" : "is not a mapping",
                    "write a condition such as {/metadata/type: card}"
                            + (pointer.equals("/match") ? ", or all for every event of the feeds" : ""));
            return Optional.empty();
        }
        YamlMapping condition = new YamlMapping(node, pointer, faults);
        List<Condition> parts = new ArrayList<>();
        for (String name : condition.names()) {
            part(condition, name).ifPresent(parts::add);
        }
        return Optional.of(Condition.allOf(parts));
    }

    private Optional<Condition> part(YamlMapping condition, String name) {
        JsonNode value = condition.get(name);
        String pointer = condition.pointer(name);
        if (name.equals("not")) {
            return read(value, pointer).map(Not::new);
        }
        if (name.equals("any")) {
            return any(value, pointer);
        }
        if (!name.startsWith("/")) {
            faults.add(pointer, "\"" + name + "\" is not a JSON pointer", POINTER_REMEDY);
            return Optional.empty();
        }
        return condition.path(name, pointer).flatMap(path -> at(path, value, pointer));
    }

    private Optional<Condition> any(JsonNode list, String pointer) {
        if (!list.isArray() || list.isEmpty()) {
            faults.add(
                    pointer,
                    list.isArray() ? "is empty" : "is not a list",
                    "write a list of conditions such as [{/status: paid}, {/amount: 0}]");
            return Optional.empty();
        }
        List<Condition> alternatives = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            read(list.get(i), pointer + "/" + i).ifPresent(alternatives::add);
        }
        return Optional.of(new AnyOf(alternatives));
    }

    private Optional<Condition> at(FieldPath path, JsonNode expected, String pointer) {
        if (expected.isObject()) {
            return conforms(path, expected, pointer);
        }
        if (!expected.isArray()) {
            checkScalar(expected, pointer);
            return Optional.of(new OneOf(path, List.of(expected)));
        }
        if (expected.isEmpty()) {
            faults.add(pointer, "is empty", "write the values of which the events have one there");
        }
        List<JsonNode> values = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            checkScalar(expected.get(i), pointer + "/" + i);
            values.add(expected.get(i));
        }
        return Optional.of(new OneOf(path, values));
    }

    private void checkScalar(JsonNode value, String pointer) {
        if (value.isContainerNode()) {
            faults.add(
                    pointer,
                    "is not a string, number, boolean or null",
                    "list plain values, or write several conditions as any: [{…}, {…}]");
        }
    }

    private Optional<Condition> conforms(FieldPath path, JsonNode schema, String pointer) {
        FaultCollector inSchema = faults.below(pointer);
        YamlMapping mapping = new YamlMapping(schema, "", inSchema);
        List<String> unknown = mapping.names().stream()
                .filter(name -> !SchemaLinter.isKeyword(name))
                .toList();
        unknown.forEach(name -> mapping.fault(
                name,
                "is not a keyword of JSON Schema",
                "write a JSON Schema of the value, such as {maximum: 0}, or a longer pointer than " + path));
        return unknown.isEmpty()
                ? schemas.read(schema, inSchema).map(compiled -> new Conforms(path, schema, compiled::conforms))
                : Optional.empty();
    }
}
