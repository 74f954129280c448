package dev.wherry.sink.database;

import dev.wherry.contracts.TableName;
import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.sink.batch.TargetTable;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The constraints that make a row's acceptance depend on other rows, as they were when the session was opened. */
final class TableConstraints {
    private static final String TABLES = """
            WITH tables AS (SELECT name, to_regclass(name)::oid AS oid FROM unnest(?) AS name)
            """;

    /** The tables by their qualified names in SQL. */
    private final SortedMap<String, TableName> names = new TreeMap<>();

    private final List<ForeignKey> foreignKeys = new ArrayList<>();
    private final List<UniqueKey> uniqueKeys = new ArrayList<>();
    private final Set<String> immediateUniqueKeys = new HashSet<>();
    private final Set<TableName> replaceable = new HashSet<>();
    private Comparator<TableName> writingOrder = Comparator.naturalOrder();
    private boolean orderMatters;
    private boolean anyDeferrable;

    private TableConstraints() {}

    /**
     * A foreign key of a contract's table or child table.
     *
     * @param parent the parent table, as SQL
     * @param parentTable present if it is the table or a child table of a contract
     */
    record ForeignKey(
            TableName table,
            List<String> columns,
            String parent,
            Optional<TableName> parentTable,
            List<String> parentColumns) {}

    /** A unique key of all rows, other than the primary key. */
    record UniqueKey(TableName table, List<String> columns) {}

    static TableConstraints read(Connection connection, Collection<TargetTable> tables) throws SQLException {
        TableConstraints constraints = new TableConstraints();
        WarehouseSchema schema = WarehouseSchema.of(connection);
        for (TargetTable table : tables) {
            constraints.names.put(schema.qualify(table.name()), table.name());
            table.children().forEach(child -> constraints.names.put(schema.qualify(child.name()), child.name()));
        }
        Array names =
                connection.createArrayOf("text", constraints.names.keySet().toArray());
        constraints.readForeignKeys(connection, names);
        constraints.readUniqueKeys(connection, names);
        constraints.readExclusions(connection, names);
        constraints.readDeferrable(connection);
        constraints.readReplaceable(connection, names, tables);
        constraints.writingOrder = new WritingOrder(tables, constraints.foreignKeys).comparator();
        return constraints;
    }

    List<ForeignKey> foreignKeys() {
        return foreignKeys;
    }

    List<UniqueKey> uniqueKeys() {
        return uniqueKeys;
    }

    /** Whether a row that is refused now may be accepted after other rows. */
    boolean orderMatters() {
        return orderMatters;
    }

    /** Whether the database has deferrable constraints. Those added later are checked row by row until the next session. */
    boolean anyDeferrable() {
        return anyDeferrable;
    }

    /** Whether this is the name of a unique constraint or index that is checked row by row. */
    boolean isImmediateUniqueKey(String name) {
        return immediateUniqueKeys.contains(name);
    }

    /**
     * Whether a row may be deleted and inserted instead of updated: no foreign key refers to the table, no trigger or
     * rule sees the deletion, it is no view, and the contract declares every column that would be lost.
     */
    boolean isReplaceable(TableName table) {
        return replaceable.contains(table);
    }

    /** See {@link WritingOrder}. */
    Comparator<TableName> writingOrder() {
        return writingOrder;
    }

    private void readForeignKeys(Connection connection, Array names) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                TABLES + """
                SELECT child.name, %s, c.confrelid::regclass::text, parent.name, %s
                FROM pg_constraint c JOIN tables child ON child.oid = c.conrelid
                    LEFT JOIN tables parent ON parent.oid = c.confrelid
                WHERE c.contype = 'f' AND c.conparentid = 0
                ORDER BY c.conname
                """.formatted(columns("c.conrelid", "c.conkey"), columns("c.confrelid", "c.confkey")))) {
            select.setArray(1, names);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    foreignKeys.add(new ForeignKey(
                            name(row, 1).orElseThrow(),
                            list(row.getArray(2)),
                            row.getString(3),
                            name(row, 4),
                            list(row.getArray(5))));
                }
            }
        }
        orderMatters |= !foreignKeys.isEmpty();
    }

    private void readUniqueKeys(Connection connection, Array names) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                TABLES + """
                SELECT t.name, %s, c.relname, i.indimmediate, i.indpred IS NULL AND i.indexprs IS NULL
                FROM pg_index i JOIN tables t ON t.oid = i.indrelid JOIN pg_class c ON c.oid = i.indexrelid
                WHERE i.indisunique AND NOT i.indisprimary AND i.indislive
                ORDER BY c.relname
                """.formatted(columns("i.indrelid", "(i.indkey::int2[])[0:i.indnkeyatts - 1]")))) {
            select.setArray(1, names);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    orderMatters = true;
                    if (row.getBoolean(4)) {
                        immediateUniqueKeys.add(row.getString(3));
                    }
                    if (row.getBoolean(5)) {
                        uniqueKeys.add(new UniqueKey(name(row, 1).orElseThrow(), list(row.getArray(2))));
                    }
                }
            }
        }
    }

    private void readExclusions(Connection connection, Array names) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                TABLES
                        + "SELECT EXISTS (SELECT FROM pg_constraint c JOIN tables t ON t.oid = c.conrelid WHERE contype = 'x')")) {
            select.setArray(1, names);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                orderMatters |= row.getBoolean(1);
            }
        }
    }

    private void readDeferrable(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("SELECT EXISTS (SELECT FROM pg_constraint WHERE condeferrable)")) {
            row.next();
            anyDeferrable = row.getBoolean(1);
        }
    }

    private void readReplaceable(Connection connection, Array names, Collection<TargetTable> tables)
            throws SQLException {
        Map<TableName, Set<String>> written = new HashMap<>();
        tables.forEach(table -> written.put(table.name(), columnsOf(table)));
        try (PreparedStatement select = connection.prepareStatement(TABLES + """
                SELECT t.name, (SELECT array_agg(a.attname::text) FROM pg_attribute a
                    WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '')
                FROM tables t JOIN pg_class ON pg_class.oid = t.oid
                WHERE relkind IN ('r', 'p') AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.contype = 'f' AND c.confrelid = t.oid)
                    -- bit 3 of tgtype: ON DELETE
                    AND NOT EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = t.oid AND NOT g.tgisinternal
                        AND g.tgtype & 8 <> 0)
                    -- 4: ON DELETE
                    AND NOT EXISTS (SELECT FROM pg_rewrite r WHERE r.ev_class = t.oid AND r.ev_type = '4')
                """)) {
            select.setArray(1, names);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Array columns = row.getArray(2);
                    TableName table = name(row, 1).orElseThrow();
                    if (columns != null && written.getOrDefault(table, Set.of()).containsAll(list(columns))) {
                        replaceable.add(table);
                    }
                }
            }
        }
    }

    private Optional<TableName> name(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(names::get);
    }

    private static Set<String> columnsOf(TargetTable table) {
        Set<String> columns = new HashSet<>(table.loadTimeColumns());
        table.fields().forEach(field -> columns.add(field.name()));
        return columns;
    }

    /** The names of the columns with these numbers, in their order, as SQL. */
    private static String columns(String table, String numbers) {
        return ("(SELECT array_agg(a.attname::text ORDER BY k.place) FROM unnest(%s) WITH ORDINALITY AS k(number, place)"
                        + " JOIN pg_attribute a ON a.attrelid = %s AND a.attnum = k.number)")
                .formatted(numbers, table);
    }

    private static List<String> list(Array names) throws SQLException {
        return names == null ? List.of() : Arrays.asList((String[]) names.getArray());
    }
}
