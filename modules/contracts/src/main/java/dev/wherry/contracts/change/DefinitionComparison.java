package dev.wherry.contracts.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares the definition that a type's state was built with, or that was in force last, with another. */
final class DefinitionComparison {
    private static final String ADDED = "has been added";
    private static final String REMOVED = "has been removed";
    private static final String FROM_NOW_ON =
            " and applies to events from now on: those that were processed before keep their outcome until `wherry rebuild`";

    private final ContractDefinition built;
    private final ContractDefinition present;
    private final List<ContractChange> changes = new ArrayList<>();

    private DefinitionComparison(ContractDefinition built, ContractDefinition present) {
        this.built = built;
        this.present = present;
    }

    /** All differences, in the order of their places. */
    static List<ContractChange> of(ContractDefinition built, ContractDefinition present) {
        return built.equals(present) ? List.of() : new DefinitionComparison(built, present).compare();
    }

    private List<ContractChange> compare() {
        for (String name : names(built.contract(), present.contract())) {
            JsonNode was = built.contract().path(name);
            JsonNode is = present.contract().path(name);
            if (!was.equals(is)) {
                compare(name, was, is);
            }
        }
        if (!built.schema().equals(present.schema())) {
            boolean compatible = SchemaGain.isAll(built.schema(), present.schema());
            add("/schema", Effect.NONE, compatible ? "has gained optional properties" : changed());
        }
        return List.copyOf(changes);
    }

    private void compare(String name, JsonNode was, JsonNode is) {
        String pointer = "/" + name;
        switch (name) {
            case "key", "keep", "id" -> refuse(pointer, was, is);
            case "version" -> compareVersions(was, is);
            case "columns" -> new ColumnComparison(built.contract(), present.contract()).compare(this::add);
            case "children" -> compareChildren(was, is);
            case "table" -> add(pointer, Effect.STALE_ROWS, values(was, is));
            case "history" -> compareHistory(was, is);
            case "time" -> compareTimes(was, is);
            case "feeds" -> compareFeeds();
            case "snapshot" -> compareSnapshots(was, is);
            default -> add(pointer, Effect.NONE, change(was, is) + FROM_NOW_ON);
        }
    }

    private void compareFeeds() {
        Set<String> added = new TreeSet<>(present.feeds());
        added.removeAll(built.feeds());
        Set<String> removed = new TreeSet<>(built.feeds());
        removed.removeAll(present.feeds());
        List<String> what = new ArrayList<>();
        if (!added.isEmpty()) {
            what.add("has gained " + String.join(", ", added));
        }
        if (!removed.isEmpty()) {
            what.add("has lost " + String.join(", ", removed));
        }
        if (!what.isEmpty()) { // else only their order has changed
            add("/feeds", Effect.NONE, String.join(" and ", what) + FROM_NOW_ON);
        }
    }

    private void compareVersions(JsonNode was, JsonNode is) {
        boolean same = was.size() == is.size();
        for (int i = 0; same && i < was.size(); i++) {
            same = was.path(i).path("from").equals(is.path(i).path("from"))
                    && was.path(i).path("as").equals(is.path(i).path("as"))
                    && TimeMeaning.isSame(time(built, was.path(i)), time(present, is.path(i)));
        }
        if (same) {
            add("/version", Effect.NONE, changed());
        } else {
            refuse("/version", was, is);
        }
    }

    /** The order is that of the versions; {@code shrink} concerns the files to come. */
    private void compareSnapshots(JsonNode was, JsonNode is) {
        if (was.isMissingNode() || is.isMissingNode() || !was.path("order").equals(is.path("order"))) {
            refuse("/snapshot", was, is);
        } else {
            add("/snapshot", Effect.NONE, values(was, is));
        }
    }

    private static JsonNode time(ContractDefinition definition, JsonNode field) {
        return field.has("time") ? field.path("time") : definition.contract().path("time");
    }

    private void compareTimes(JsonNode was, JsonNode is) {
        Effect effect = timeEffect(was, is);
        add("/time", effect, effect == Effect.NONE ? changed() : values(was, is));
    }

    /** The contract's time is that of the version fields and columns that have none of their own. */
    private Effect timeEffect(JsonNode was, JsonNode is) {
        if (TimeMeaning.isSame(was, is)) {
            return Effect.NONE;
        }
        for (JsonNode field : present.contract().path("version")) {
            if (field.path("as").asText().equals("timestamp") && !field.has("time")) {
                return Effect.OTHER_STATE;
            }
        }
        for (JsonNode column : present.contract().path("columns")) {
            if (column.path("type").asText().startsWith("timestamptz") && !column.has("time")) {
                return Effect.STALE_ROWS;
            }
        }
        return Effect.NONE;
    }

    private void compareHistory(JsonNode was, JsonNode is) {
        if (was.isMissingNode()) {
            add(
                    "/history",
                    Effect.NONE,
                    ADDED + ": it has the versions from now on, earlier ones after `wherry rebuild`");
        } else if (is.isMissingNode()) {
            add("/history", Effect.NONE, REMOVED + ": its table is left as it is");
        } else {
            add("/history", Effect.STALE_ROWS, values(was, is));
        }
    }

    private void compareChildren(JsonNode was, JsonNode is) {
        for (String table : names(was, is)) {
            String pointer = "/children/" + escaped(table);
            if (!was.has(table)) {
                add(pointer, Effect.INCOMPLETE_ROWS, ADDED);
            } else if (!is.has(table)) {
                add(pointer, Effect.NONE, REMOVED + ": its table is left as it is");
            } else if (!was.path(table).equals(is.path(table))) {
                add(pointer, Effect.STALE_ROWS, changed());
            }
        }
    }

    private void refuse(String pointer, JsonNode was, JsonNode is) {
        add(pointer, Effect.OTHER_STATE, values(was, is));
    }

    private static String changed() {
        return "has changed" + FROM_NOW_ON;
    }

    private static String change(JsonNode was, JsonNode is) {
        return was.isMissingNode() ? ADDED : is.isMissingNode() ? REMOVED : "has changed";
    }

    /** Contracts contain no personal data. */
    private static String values(JsonNode was, JsonNode is) {
        return "was " + value(was) + " and is " + value(is);
    }

    private static String value(JsonNode value) {
        return value.isMissingNode() ? "absent" : value.isTextual() ? value.asText() : value.toString();
    }

    private void add(String pointer, Effect effect, String detail) {
        changes.add(new ContractChange(present.type(), pointer, effect, detail));
    }

    static Set<String> names(JsonNode left, JsonNode right) {
        Set<String> names = ContractDefinition.names(left);
        names.addAll(ContractDefinition.names(right));
        return names;
    }

    /** A name as a part of a JSON pointer. */
    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
