package dev.wherry.contracts.load;

import dev.wherry.contracts.Column;
import dev.wherry.contracts.ColumnType;
import dev.wherry.contracts.FieldPath;
import dev.wherry.contracts.Keep;
import dev.wherry.contracts.Lineage;
import dev.wherry.contracts.ScalarType;
import dev.wherry.contracts.condition.Condition;
import dev.wherry.contracts.value.FieldReader;
import dev.wherry.contracts.value.TimeFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code columns} of a contract file. */
final class ColumnsReader {
    private static final ColumnType BOOLEAN = new ColumnType(ScalarType.BOOLEAN, false);
    private static final ColumnType JSONB = new ColumnType(ScalarType.JSONB, false);

    private final YamlMapping contract;
    private final YamlMapping columns;
    private final List<FieldPath> key;
    private final Optional<Keep> keep;
    private final boolean versioned;
    private final ConditionReader conditions;
    private final TimeFormat time;

    /**
     * @param versioned whether the contract has a version
     * @param time the contract's
     */
    ColumnsReader(
            YamlMapping contract,
            List<FieldPath> key,
            Optional<Keep> keep,
            boolean versioned,
            ConditionReader conditions,
            TimeFormat time) {
        this.contract = contract;
        this.columns = contract.mapping("columns");
        this.key = key;
        this.keep = keep;
        this.versioned = versioned;
        this.conditions = conditions;
        this.time = time;
    }

    List<Column> read() {
        if (!contract.has("columns")) {
            return List.of();
        }
        if (!columns.isObject()) {
            contract.fault(
                    "columns", "is not a mapping", "write a mapping such as id: {from: /payload/id, type: bigint}");
            return List.of();
        }
        List<Column> read = new ArrayList<>();
        for (String name : columns.names()) {
            column(name).ifPresent(read::add);
        }
        checkKey(read);
        checkVersion(read);
        checkDatabaseDefaults(read);
        return read;
    }

    private Optional<Column> column(String name) {
        if (!NamingRules.isIdentifier(name)) {
            columns.fault(name, "\"" + name + "\" is not a column name", NamingRules.IDENTIFIER_REMEDY);
        }
        YamlMapping column = columns.mapping(name);
        boolean condition = column.has("when");
        boolean lineage = column.get("from").asText().startsWith("@");
        Set<String> optional = condition || lineage ? Set.of() : Set.of("time", "read", "default");
        if (!column.isObjectOf(Set.of(condition ? "when" : "from", "type"), optional)) {
            return Optional.empty();
        }
        Optional<ColumnType> type = ColumnTypes.read(column);
        if (condition) {
            return ofCondition(name, column, type);
        }
        if (column.get("from").asText().equals(ExtraReader.FROM)) {
            return ofExtra(name, column, type);
        }
        return lineage ? ofLineage(name, column, type) : ofEvent(name, column, type);
    }

    private Optional<Column> ofCondition(String name, YamlMapping column, Optional<ColumnType> type) {
        Optional<Condition> when = conditions.read(column, "when");
        if (when.isEmpty() || type.isEmpty()) {
            return Optional.empty();
        }
        ColumnTypes.require(column, type.get(), BOOLEAN, "a condition");
        return Optional.of(new Column.OfCondition(name, BOOLEAN, when.get()));
    }

    private static Optional<Column> ofExtra(String name, YamlMapping column, Optional<ColumnType> type) {
        type.ifPresent(declared -> ColumnTypes.require(column, declared, JSONB, ExtraReader.FROM));
        return type.map(each -> new Column.OfExtra(name, JSONB));
    }

    private Optional<Column> ofLineage(String name, YamlMapping column, Optional<ColumnType> type) {
        Optional<Lineage> from =
                column.text("from").flatMap(text -> column.choose("from", text, ColumnTypes.lineageByName()));
        if (from.isEmpty() || type.isEmpty()) {
            return Optional.empty();
        }
        ColumnType expected = ColumnTypes.of(from.get());
        ColumnTypes.require(column, type.get(), expected, column.get("from").textValue());
        return Optional.of(new Column.OfLineage(name, expected, from.get()));
    }

    private Optional<Column> ofEvent(String name, YamlMapping column, Optional<ColumnType> type) {
        Optional<FieldPath> from = column.path("from");
        if (from.isEmpty() || type.isEmpty()) {
            return Optional.empty();
        }
        if (type.get().scalar() == ScalarType.BYTEA) {
            column.fault("type", "bytea is reserved for @version", "choose another type, or write from: \"@version\"");
            return Optional.empty();
        }
        return Optional.of(field(name, column, from.get(), type.get(), key.contains(from.get()), time));
    }

    /**
     * A column that is filled from a place in the event, or in an element of it.
     *
     * @param time the contract's
     */
    static Column field(
            String name, YamlMapping column, FieldPath from, ColumnType type, boolean isKey, TimeFormat time) {
        if (isKey && !ColumnTypes.canBeKey(type)) {
            column.fault(
                    "type",
                    ColumnTypes.name(type) + " cannot be a key",
                    "choose a type with an exact equality, such as numeric or text");
        }
        FieldReader reader = new FieldSettingsReader(column, type, time).read(from, isKey);
        return new Column.OfEvent(name, type, from, isKey, reader);
    }

    /** The columns that the contract's key fills are the table's primary key. */
    private void checkKey(List<Column> read) {
        for (int i = 0; i < key.size(); i++) {
            FieldPath part = key.get(i);
            List<String> filled = read.stream()
                    .filter(column -> column instanceof Column.OfEvent field
                            && field.from().equals(part))
                    .map(Column::name)
                    .toList();
            // A column that could not be read may be the missing one; it has its own fault.
            if (filled.isEmpty() && read.size() == columns.names().size()) {
                contract.fault("key", part + " fills no column", "add a column with from: " + part + " to columns");
            }
            if (filled.size() > 1) {
                contract.fault(
                        "key",
                        part + " fills more than one column: " + String.join(", ", filled),
                        "keep one of them, which becomes the primary key");
            }
        }
    }

    /** Of state tables without such a column, the sink keeps the versions in a table of its own. */
    private void checkVersion(List<Column> read) {
        long versions =
                read.stream().filter(column -> column.isFrom(Lineage.VERSION)).count();
        boolean events = keep.filter(Keep.EVERY::equals).isPresent();
        if (events && !versioned) {
            if (versions > 0) {
                contract.fault(
                        "columns",
                        "a column holds @version, but the contract has no version",
                        "remove the column, or add a version: then the event with the smallest one stays");
            }
        } else if (versions > 1) {
            contract.fault("columns", "more than one column holds @version", "keep one of them");
        } else if (events && versions == 0 && read.size() == columns.names().size()) {
            contract.fault(
                    "columns",
                    "no column holds @version, but the contract has a version",
                    "write one, such as version: {from: \"@version\", type: bytea}; it tells which event stays");
        }
    }

    private void checkDatabaseDefaults(List<Column> read) {
        if (keep.filter(Keep.EVERY::equals).isEmpty()) {
            return;
        }
        for (Column column : read) {
            if (column instanceof Column.OfEvent field && field.reader().databaseDefault()) {
                columns.mapping(column.name())
                        .fault(
                                "default",
                                "copies of an event are told by their values, which the database's default would change",
                                "write the value itself");
            }
        }
    }
}
