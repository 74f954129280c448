package dev.wherry.contracts.load;

import dev.wherry.contracts.Column;
import dev.wherry.contracts.ColumnType;
import dev.wherry.contracts.FieldPath;
import dev.wherry.contracts.ScalarType;
import dev.wherry.contracts.condition.Condition;
import dev.wherry.contracts.value.TimeFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code columns} of a child table. */
final class ChildColumnsReader {
    private static final String PARENT = "@parent";
    private static final String INDEX = "@index";
    private static final ColumnType BOOLEAN = new ColumnType(ScalarType.BOOLEAN, false);
    private static final ColumnType INTEGER = new ColumnType(ScalarType.INTEGER, false);

    private final YamlMapping child;
    private final YamlMapping columns;
    private final List<FieldPath> key;
    private final List<Column.OfEvent> parentKey;
    private final ConditionReader conditions;
    private final TimeFormat time;

    /**
     * @param key of an element; empty if its place identifies it
     * @param parentKey the columns of the contract's key
     * @param time the contract's
     */
    ChildColumnsReader(
            YamlMapping child,
            List<FieldPath> key,
            List<Column.OfEvent> parentKey,
            ConditionReader conditions,
            TimeFormat time) {
        this.child = child;
        this.columns = child.mapping("columns");
        this.key = key;
        this.parentKey = parentKey;
        this.conditions = conditions;
        this.time = time;
    }

    List<Column> read() {
        if (!columns.isObject()) {
            if (child.has("columns")) {
                child.fault("columns", "is not a mapping", "write a mapping such as id: {from: /id, type: bigint}");
            }
            return List.of();
        }
        List<Column> read = new ArrayList<>();
        for (String name : columns.names()) {
            column(name).ifPresent(read::add);
        }
        read.forEach(this::checkDatabaseDefault);
        // A column that could not be read may be the missing one; it has its own fault.
        if (read.size() == columns.names().size()) {
            checkKey(read);
        }
        return read;
    }

    private Optional<Column> column(String name) {
        if (!NamingRules.isIdentifier(name)) {
            columns.fault(name, "\"" + name + "\" is not a column name", NamingRules.IDENTIFIER_REMEDY);
        }
        YamlMapping column = columns.mapping(name);
        boolean condition = column.has("when");
        String from = column.get("from").asText();
        boolean settings =
                !condition && !from.equals(INDEX) && parentColumn(from).isEmpty();
        Set<String> optional = settings ? Set.of("time", "read", "default") : Set.of();
        if (!column.isObjectOf(Set.of(condition ? "when" : "from", "type"), optional)) {
            return Optional.empty();
        }
        Optional<ColumnType> type = ColumnTypes.read(column);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        if (condition) {
            ColumnTypes.require(column, type.get(), BOOLEAN, "a condition");
            Optional<Condition> when = conditions.read(column, "when");
            return when.map(holds -> new Column.OfCondition(name, BOOLEAN, holds));
        }
        if (from.equals(INDEX)) {
            ColumnTypes.require(column, type.get(), INTEGER, INDEX);
            return Optional.of(new Column.OfIndex(name, INTEGER, key.isEmpty()));
        }
        if (type.get().scalar() == ScalarType.BYTEA) {
            column.fault("type", "bytea is reserved for @version of the contract's columns", "choose another type");
            return Optional.empty();
        }
        return from.startsWith("@") ? ofParent(name, column, from, type.get()) : ofElement(name, column, type.get());
    }

    private Optional<Column> ofParent(String name, YamlMapping column, String from, ColumnType type) {
        if (!from.startsWith(PARENT + "/")) {
            column.fault(
                    "from",
                    "\"" + from + "\" is unknown in children",
                    "write a JSON pointer into the element, \"@index\", or \"@parent/…\" with a JSON pointer into the"
                            + " event");
            return Optional.empty();
        }
        Optional<Column.OfEvent> ofKey = parentColumn(from);
        if (ofKey.isPresent()) {
            ColumnTypes.require(
                    column, type, ofKey.get().type(), "column " + ofKey.get().name() + " of the contract's key");
            return Optional.of(new Column.OfParent(
                    name, type, ofKey.get().from(), true, ofKey.get().reader()));
        }
        return column.path(from.substring(PARENT.length()), column.pointer("from"))
                .map(path -> new Column.OfParent(
                        name, type, path, false, new FieldSettingsReader(column, type, time).read(path, false)));
    }

    private Optional<Column> ofElement(String name, YamlMapping column, ColumnType type) {
        return column.path("from").map(from -> ColumnsReader.field(name, column, from, type, key.contains(from), time));
    }

    /** The column of the contract's key with this source. */
    private Optional<Column.OfEvent> parentColumn(String from) {
        return parentKey.stream()
                .filter(column -> from.equals(PARENT + column.from()))
                .findFirst();
    }

    private void checkDatabaseDefault(Column column) {
        boolean databaseDefault = column instanceof Column.OfEvent element
                        && !element.key()
                        && element.reader().databaseDefault()
                || column instanceof Column.OfParent parent && parent.reader().databaseDefault();
        if (databaseDefault) {
            columns.mapping(column.name())
                    .fault(
                            "default",
                            "the rows of a child table get no default of the database",
                            "write the value itself, or remove it");
        }
    }

    private void checkKey(List<Column> read) {
        for (Column.OfEvent part : parentKey) {
            String from = PARENT + part.from();
            checkFilled(
                    "columns",
                    "\"" + from + "\", a part of the contract's key,",
                    read.stream()
                            .filter(column -> column instanceof Column.OfParent parent
                                    && parent.from().equals(part.from()))
                            .toList(),
                    "add a column such as parent_%s: {from: \"%s\", type: %s}"
                            .formatted(part.name(), from, ColumnTypes.name(part.type())));
        }
        for (FieldPath part : key) {
            checkFilled(
                    "key",
                    part.toString(),
                    read.stream()
                            .filter(column -> column instanceof Column.OfEvent element
                                    && element.from().equals(part))
                            .toList(),
                    "add a column with from: " + part + " to columns");
        }
        if (key.isEmpty()) {
            checkFilled(
                    "columns",
                    "\"" + INDEX + "\", which identifies the elements without a key,",
                    read.stream().filter(Column.OfIndex.class::isInstance).toList(),
                    "add a column such as place: {from: \"@index\", type: integer}, or write a key, such as [/id]");
        }
    }

    private void checkFilled(String property, String source, List<Column> filled, String remedy) {
        if (filled.isEmpty()) {
            child.fault(property, source + " fills no column", remedy);
        } else if (filled.size() > 1) {
            String names = String.join(", ", filled.stream().map(Column::name).toList());
            child.fault(
                    property,
                    source + " fills more than one column: " + names,
                    "keep one of them, which becomes a part of the primary key");
        }
    }
}
