package dev.wherry.sink.database;

import dev.wherry.contracts.SqlIdentifiers;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A table as described by PostgreSQL's catalog. */
record CatalogTable(Map<String, Column> columns, SortedSet<String> primaryKey, boolean primaryKeyDeferrable) {
    /**
     * @param type as {@code format_type} returns it, with length, precision and scale
     * @param hasDefault whether the column has a default, an identity or a generation expression
     * @param generated whether an INSERT may not give a value
     */
    record Column(String name, String type, boolean notNull, boolean hasDefault, boolean generated) {}

    /** The table with this name on the connection's search path; empty if there is none. */
    static Optional<CatalogTable> read(Connection connection, String name) throws SQLException {
        Map<String, Column> columns = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                       a.atthasdef OR a.attidentity <> '', a.attgenerated <> '' OR a.attidentity = 'a'
                FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                WHERE c.oid = to_regclass(?) AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
                """)) {
            select.setString(1, SqlIdentifiers.quote(name));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    columns.put(
                            row.getString(1),
                            new Column(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getBoolean(3),
                                    row.getBoolean(4),
                                    row.getBoolean(5)));
                }
            }
        }
        return columns.isEmpty() ? Optional.empty() : Optional.of(withPrimaryKey(connection, name, columns));
    }

    private static CatalogTable withPrimaryKey(Connection connection, String name, Map<String, Column> columns)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT array_agg(a.attname::text), bool_or(NOT i.indimmediate)
                FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
                WHERE i.indrelid = to_regclass(?) AND i.indisprimary
                """)) {
            select.setString(1, SqlIdentifiers.quote(name));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                Array key = row.getArray(1);
                return new CatalogTable(
                        columns,
                        key == null ? new TreeSet<>() : new TreeSet<>(List.of((String[]) key.getArray())),
                        row.getBoolean(2));
            }
        }
    }
}
