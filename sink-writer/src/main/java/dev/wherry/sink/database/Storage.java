package dev.wherry.sink.database;

import dev.wherry.contracts.Column;
import dev.wherry.contracts.SqlIdentifiers;
import dev.wherry.contracts.warehouse.Assignment;
import dev.wherry.contracts.warehouse.StoredColumn;
import dev.wherry.sink.batch.TargetTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the values of rows become those of a table that is not typed like its contract, as the table was when the session was
 * opened.
 *
 * @param conversions by column, only of columns with another type than the contract's
 * @param defaults the defaults of the database that take the place of null, as SQL, by column
 * @param localLoadTimes the columns of the time of loading that have no zone
 */
record Storage(Map<String, Assignment> conversions, Map<String, String> defaults, Set<String> localLoadTimes) {
    /** Of a table that has the types of its rows. */
    static final Storage SAME = new Storage(Map.of(), Map.of(), Set.of());

    /** @param name the qualified name of the table, as SQL */
    static Storage read(Connection connection, String name, TargetTable table) throws SQLException {
        if (table.fields().stream().allMatch(field -> field.column().isEmpty())) {
            return SAME;
        }
        Storage storage = new Storage(new HashMap<>(), new HashMap<>(), new HashSet<>());
        Map<String, StoredColumn> stored = StoredColumn.read(connection, name);
        for (TargetTable.Field field : table.fields()) {
            Optional<StoredColumn> existing = Optional.ofNullable(stored.get(field.name()));
            if (field.column().isPresent() && existing.isPresent()) {
                storage.add(field.column().get(), existing.get());
            }
        }
        table.loadTimeColumns().stream()
                .filter(column -> stored.containsKey(column)
                        && stored.get(column).baseName().equals("timestamp"))
                .forEach(storage.localLoadTimes::add);
        return storage;
    }

    private void add(Column column, StoredColumn stored) {
        Assignment.of(column, stored).ifPresent(conversion -> conversions.put(column.name(), conversion));
        if (column instanceof Column.OfEvent field && field.reader().databaseDefault()) {
            stored.defaultValue().ifPresent(value -> defaults.put(column.name(), value));
        }
    }

    boolean converts() {
        return !conversions.isEmpty();
    }

    /** The type of a column of the staging table. */
    String type(TargetTable.Field field) {
        Assignment conversion = conversions.get(field.name());
        return conversion == null ? field.type().sqlName() : conversion.storedType();
    }

    /** The value of a column for a value of the contract's type, as SQL. */
    String convert(String column, String value) {
        Assignment conversion = conversions.get(column);
        return conversion == null ? value : conversion.of(value);
    }

    /** What is written to a column for the staged value, as SQL. */
    String written(String column) {
        String staged = "staged." + SqlIdentifiers.quote(column);
        return defaults.containsKey(column) ? "coalesce(%s, %s)".formatted(staged, defaults.get(column)) : staged;
    }

    /** The time of loading for a column, as SQL. */
    String loadTime(String column) {
        return localLoadTimes.contains(column) ? "now() AT TIME ZONE 'UTC'" : "now()";
    }
}
