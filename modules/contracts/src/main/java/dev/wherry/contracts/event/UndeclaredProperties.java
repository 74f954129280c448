package dev.wherry.contracts.event;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wherry.contracts.FieldPath;
import dev.wherry.contracts.ReasonCode;
import dev.wherry.contracts.value.JsonbReader;
import dev.wherry.contracts.value.ProblemCollector;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the properties of events that neither the schema declares nor the contract reads, at any depth. Only objects of which
 * the schema names properties can have such: others are free in form, so that all of their content is declared. Immutable and
 * shared by all threads.
 */
public final class UndeclaredProperties {
    private final @Nullable Place root;
    private final boolean anyNamed;
    private final boolean anyOpen;

    private UndeclaredProperties(DeclaredPlaces places) {
        this.root = places.root();
        this.anyNamed = places.anyNamed();
        this.anyOpen = places.anyOpen();
    }

    /** @param read the places that the contract reads */
    public static UndeclaredProperties of(JsonNode schema, Collection<FieldPath> read) {
        return new UndeclaredProperties(new DeclaredPlaces(schema, read));
    }

    /** Whether the schema names the properties of any object. */
    public boolean anyNamed() {
        return anyNamed;
    }

    /** Whether the schema allows other properties in any of these objects. */
    public boolean anyOpen() {
        return anyOpen;
    }

    /**
     * What may be at one place of an event; null for a place whose content is not examined.
     *
     * @param named whether the schema names properties of an object here
     * @param properties the declared properties by name
     * @param patterns the patterns of names that are declared
     * @param others what properties with other names hold; null if such are not declared
     * @param first the first elements of an array
     * @param items the further elements
     */
    record Place(
            boolean named,
            Map<String, Next> properties,
            List<NamePattern> patterns,
            @Nullable Next others,
            List<Next> first,
            Next items) {}

    /** The place below another. Mutable, because schemas can be recursive. */
    static final class Next {
        @Nullable
        Place place;
    }

    record NamePattern(Pattern pattern, Next next) {}

    /** Adds a problem for each object with undeclared properties. It does not contain their names. */
    void report(JsonNode event, ProblemCollector problems) {
        if (root == null || !isIn(event, root)) {
            return;
        }
        each(event, root, JsonPointer.empty(), (object, properties) -> {
            problems.moveTo(object.toString());
            problems.add(
                    ReasonCode.UNDECLARED_PROPERTY,
                    properties.size() == 1
                            ? "has a property that the schema does not declare"
                            : "has " + properties.size() + " properties that the schema does not declare");
        });
    }

    /** The undeclared properties as JSON text, by their pointers; null if there are none, or after adding a problem. */
    public @Nullable String read(JsonNode event, ProblemCollector problems) {
        if (root == null || !isIn(event, root)) {
            return null;
        }
        ObjectNode found = JsonNodeFactory.instance.objectNode();
        int earlier = problems.size();
        each(event, root, JsonPointer.empty(), (object, properties) -> {
            problems.moveTo(object.toString());
            JsonbReader.isStorable(properties, problems);
            properties
                    .properties()
                    .forEach(each ->
                            found.set(object.appendProperty(each.getKey()).toString(), each.getValue()));
        });
        return problems.size() == earlier ? found.toString() : null;
    }

    private interface Visitor {
        void visit(JsonPointer object, ObjectNode undeclared);
    }

    /** Without pointers, because most events have no undeclared property. */
    private static boolean isIn(JsonNode value, Place place) {
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                Place next = element(place, i);
                if (next != null && isIn(value.get(i), next)) {
                    return true;
                }
            }
            return false;
        }
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            Next next = property(place, property.getKey());
            if (next == null ? place.named : next.place != null && isIn(property.getValue(), next.place)) {
                return true;
            }
        }
        return false;
    }

    private static void each(JsonNode value, Place place, JsonPointer at, Visitor visitor) {
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                Place next = element(place, i);
                if (next != null) {
                    each(value.get(i), next, at.appendIndex(i), visitor);
                }
            }
            return;
        }
        ObjectNode undeclared = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> property : value.properties()) {
            Next next = property(place, property.getKey());
            if (next != null && next.place != null) {
                each(property.getValue(), next.place, at.appendProperty(property.getKey()), visitor);
            } else if (next == null && place.named) {
                undeclared.set(property.getKey(), property.getValue());
            }
        }
        if (!undeclared.isEmpty()) {
            visitor.visit(at, undeclared);
        }
    }

    private static @Nullable Place element(Place place, int index) {
        return (index < place.first.size() ? place.first.get(index) : place.items).place;
    }

    /** Where a declared property leads; null if it is not declared. */
    private static @Nullable Next property(Place place, String name) {
        Next declared = place.properties.get(name);
        if (declared != null) {
            return declared;
        }
        for (int i = 0; i < place.patterns.size(); i++) {
            if (place.patterns.get(i).pattern.matcher(name).find()) {
                return place.patterns.get(i).next;
            }
        }
        return place.others;
    }
}
