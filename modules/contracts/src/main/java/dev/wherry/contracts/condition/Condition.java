package dev.wherry.contracts.condition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wherry.contracts.FieldPath;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What must hold of an event's content. Immutable, and never throws an exception, whatever the event contains. */
public sealed interface Condition {
    /** Holds for every event. */
    Condition ALWAYS = new AllOf(List.of());

    boolean holds(JsonNode event);

    /** The locations that the condition looks at. */
    Set<FieldPath> paths();

    /** The condition that all of these hold. */
    static Condition allOf(List<Condition> parts) {
        return parts.size() == 1 ? parts.get(0) : new AllOf(parts);
    }

    /** All of the parts hold. */
    record AllOf(List<Condition> parts) implements Condition {
        public AllOf {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(JsonNode event) {
            for (int i = 0; i < parts.size(); i++) {
                if (!parts.get(i).holds(event)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Set<FieldPath> paths() {
            return pathsOf(parts);
        }
    }

    /** At least one of the alternatives holds. */
    record AnyOf(List<Condition> alternatives) implements Condition {
        public AnyOf {
            alternatives = List.copyOf(alternatives);
        }

        @Override
        public boolean holds(JsonNode event) {
            for (int i = 0; i < alternatives.size(); i++) {
                if (alternatives.get(i).holds(event)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public Set<FieldPath> paths() {
            return pathsOf(alternatives);
        }
    }

    /** The negated condition does not hold. */
    record Not(Condition negated) implements Condition {
        @Override
        public boolean holds(JsonNode event) {
            return !negated.holds(event);
        }

        @Override
        public Set<FieldPath> paths() {
            return negated.paths();
        }
    }

    /** One of these values is at the location. The value null stands for an absent one too. */
    record OneOf(FieldPath at, List<JsonNode> values) implements Condition {
        public OneOf {
            values = List.copyOf(values);
        }

        @Override
        public boolean holds(JsonNode event) {
            return contains(at.in(event));
        }

        boolean contains(JsonNode actual) {
            for (int i = 0; i < values.size(); i++) {
                if (isSame(values.get(i), actual)) {
                    return true;
                }
            }
            return false;
        }

        /** Compares numbers by value: 1 and 1.0 are the same. */
        private static boolean isSame(JsonNode expected, JsonNode actual) {
            if (expected.isNumber() && actual.isNumber()) {
                return expected.decimalValue().compareTo(actual.decimalValue()) == 0;
            }
            return expected.isNull() ? isAbsent(actual) : expected.equals(actual);
        }

        @Override
        public Set<FieldPath> paths() {
            return Set.of(at);
        }
    }

    /**
     * The value at the location is present, not null, and conforms to a JSON Schema.
     *
     * @param check whether a value conforms to {@code schema}
     */
    record Conforms(FieldPath at, JsonNode schema, Predicate<JsonNode> check) implements Condition {
        @Override
        public boolean holds(JsonNode event) {
            return accepts(at.in(event));
        }

        boolean accepts(JsonNode actual) {
            return !isAbsent(actual) && check.test(actual);
        }

        @Override
        public Set<FieldPath> paths() {
            return Set.of(at);
        }
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static Set<FieldPath> pathsOf(List<Condition> conditions) {
        return conditions.stream()
                .flatMap(condition -> condition.paths().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
