package dev.wherry.contracts.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares the columns of two definitions. */
final class ColumnComparison {
    private final JsonNode built;
    private final JsonNode present;
    private final JsonNode before;
    private final JsonNode after;

    /** Receives the changes. */
    @FunctionalInterface
    interface Listener {
        void add(String pointer, Effect effect, String detail);
    }

    /** @param built the contract with which the state was built */
    ColumnComparison(JsonNode built, JsonNode present) {
        this.built = built;
        this.present = present;
        before = built.path("columns");
        after = present.path("columns");
    }

    void compare(Listener listener) {
        for (String name : DefinitionComparison.names(before, after)) {
            String pointer = "/columns/" + DefinitionComparison.escaped(name);
            JsonNode was = before.path(name);
            JsonNode is = after.path(name);
            if (was.isMissingNode()) {
                compareAdded(pointer, is, listener);
            } else if (is.isMissingNode()) {
                listener.add(pointer, Effect.NONE, "has been removed: the column of the table is left as it is");
            } else if (!was.equals(is)) {
                compareChanged(pointer, was, is, listener);
            }
        }
    }

    /** Columns of the key and of the version are never null, so a new one can only be a former one renamed. */
    private void compareAdded(String pointer, JsonNode is, Listener listener) {
        if (!isMandatory(present, is)) {
            listener.add(pointer, Effect.INCOMPLETE_ROWS, "has been added");
            return;
        }
        Optional<String> former = ContractDefinition.names(before).stream()
                .filter(name -> !after.has(name))
                .filter(name -> before.path(name).equals(is))
                .findFirst();
        if (former.isPresent()) {
            listener.add(pointer, Effect.NONE, "was " + former.get() + " before and has only been renamed");
        } else {
            listener.add(pointer, Effect.OTHER_STATE, "has been added to the key or the version");
        }
    }

    private void compareChanged(String pointer, JsonNode was, JsonNode is, Listener listener) {
        if (isMandatory(built, was) || isMandatory(present, is)) {
            listener.add(pointer, Effect.OTHER_STATE, "was " + was + " and is " + is);
        } else if (differOnlyInTime(was, is)) {
            listener.add(
                    pointer,
                    Effect.NONE,
                    "takes other texts from now on: events that were processed before keep their outcome until `wherry rebuild`");
        } else {
            listener.add(pointer, Effect.STALE_ROWS, "was " + was + " and is " + is);
        }
    }

    private static boolean differOnlyInTime(JsonNode was, JsonNode is) {
        JsonNode timeBefore = was.path("time");
        JsonNode timeAfter = is.path("time");
        boolean same = is.path("type").asText().startsWith("date")
                ? TimeMeaning.isSameDate(timeBefore, timeAfter)
                : !timeBefore.isMissingNode()
                        && !timeAfter.isMissingNode()
                        && TimeMeaning.isSame(timeBefore, timeAfter);
        return same && without("time", was).equals(without("time", is));
    }

    private static JsonNode without(String name, JsonNode column) {
        ObjectNode copy = column.deepCopy();
        copy.remove(name);
        return copy;
    }

    private static boolean isMandatory(JsonNode contract, JsonNode column) {
        String from = column.path("from").asText();
        Set<String> key = new TreeSet<>();
        contract.path("key").forEach(part -> key.add(part.asText()));
        return key.contains(from) || from.equals("@version");
    }
}
