package dev.wherry.contracts.load;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.FieldPath;
import dev.wherry.wire.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A mapping in a contract file, read property by property. An invalid property adds a fault and reads as empty. */
final class YamlMapping {
    private final JsonNode node;
    private final String pointer;
    private final FaultCollector faults;

    YamlMapping(JsonNode node, String pointer, FaultCollector faults) {
        this.node = node;
        this.pointer = pointer;
        this.faults = faults;
    }

    /** Whether this is a mapping. Adds a fault for each unknown property and for each missing required one. */
    boolean isObjectOf(Set<String> required, Set<String> optional) {
        if (!node.isObject()) {
            String names =
                    Stream.concat(required.stream(), optional.stream()).sorted().collect(Collectors.joining(", "));
            faults.add(pointer, "is not a mapping", "write a mapping with " + names);
            return false;
        }
        List<String> known = Stream.concat(
                        required.stream().sorted(), optional.stream().sorted())
                .toList();
        node.fieldNames().forEachRemaining(name -> checkKnown(name, known));
        for (String name : required) {
            if (isAbsent(name)) {
                faults.add(pointer(name), "is missing", "write " + name + ": …");
            }
        }
        return true;
    }

    private void checkKnown(String name, List<String> known) {
        if (!known.contains(name)) {
            List<String> absent =
                    known.stream().filter(candidate -> !node.has(candidate)).toList();
            String remedy = Suggestions.to(name, absent)
                    .map(suggestion -> "did you mean " + suggestion + "?")
                    .orElse("remove it; known keys are " + String.join(", ", known));
            faults.add(pointer(name), "is unknown", remedy);
        }
    }

    boolean has(String name) {
        return !isAbsent(name);
    }

    private boolean isAbsent(String name) {
        JsonNode value = node.path(name);
        return value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isEmpty());
    }

    JsonNode get(String name) {
        return node.path(name);
    }

    String pointer(String name) {
        return pointer + JsonPointer.empty().appendProperty(name);
    }

    void fault(String name, String problem, String remedy) {
        faults.add(pointer(name), problem, remedy);
    }

    /** Adds a fault of a value below this mapping. */
    void faultAt(String pointer, String problem, String remedy) {
        faults.add(pointer, problem, remedy);
    }

    Optional<String> text(String name) {
        return isAbsent(name) ? Optional.empty() : text(node.get(name), pointer(name));
    }

    /** A string that matches {@code pattern}, which the remedy describes. */
    Optional<String> text(String name, String pattern, String remedy) {
        Optional<String> text = text(name);
        if (text.isPresent() && !text.get().matches(pattern)) {
            fault(name, "\"" + text.get() + "\" is not allowed here", remedy);
            return Optional.empty();
        }
        return text;
    }

    /** A constant of the enum, written in lower case. */
    <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> type) {
        List<E> constants = List.copyOf(EnumSet.allOf(type));
        return text(name)
                .flatMap(text -> choose(
                        name,
                        text,
                        constants.stream()
                                .collect(Collectors.toMap(e -> e.name().toLowerCase(Locale.ROOT), e -> e))));
    }

    /** One of the choices by its name. */
    <T> Optional<T> choose(String name, String text, Map<String, T> choices) {
        if (!choices.containsKey(text)) {
            String all = choices.keySet().stream().sorted().collect(Collectors.joining(", "));
            String remedy = Suggestions.to(text, choices.keySet())
                    .map(suggestion -> "did you mean " + suggestion + "? Known values are " + all)
                    .orElse("write one of " + all);
            fault(name, "\"" + text + "\" is unknown", remedy);
        }
        return Optional.ofNullable(choices.get(text));
    }

    Optional<FieldPath> path(String name) {
        return text(name).flatMap(text -> path(text, pointer(name)));
    }

    /** The elements of a list, each read from its node and pointer; invalid elements are left out. */
    <T> List<T> list(String name, String example, ElementReader<T> reader) {
        if (isAbsent(name)) {
            return List.of();
        }
        JsonNode list = node.get(name);
        if (!list.isArray()) {
            fault(name, "is not a list", "write [" + example + ", …]");
            return List.of();
        }
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            reader.read(list.get(i), pointer(name) + "/" + i).ifPresent(elements::add);
        }
        return elements;
    }

    Optional<String> text(JsonNode value, String pointer) {
        if (!value.isTextual() || value.textValue().isEmpty()) {
            faults.add(pointer, "is not a string", "write a string" + (value.isValueNode() ? " in quotes" : ""));
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }

    /** A JSON pointer to a value in an event. */
    Optional<FieldPath> path(String text, String pointer) {
        boolean wellFormed = text.startsWith("/")
                && !text.replace("~0", "").replace("~1", "").contains("~");
        if (!wellFormed) {
            faults.add(
                    pointer,
                    "\"" + text + "\" is not a JSON pointer",
                    "write one such as /payload/id; in a name, write ~ as ~0 and / as ~1");
            return Optional.empty();
        }
        return Optional.of(FieldPath.of(text));
    }

    YamlMapping mapping(String name) {
        return new YamlMapping(node.path(name), pointer(name), faults);
    }

    /** The names of the object's properties, in their order. */
    Collection<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    boolean isObject() {
        return node.isObject();
    }

    /** Reads one element of a list. */
    interface ElementReader<T> {
        Optional<T> read(JsonNode element, String pointer);
    }
}
