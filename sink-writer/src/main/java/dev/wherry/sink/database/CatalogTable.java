package dev.wherry.sink.database;

import dev.wherry.contracts.warehouse.StoredColumn;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * A table or view as described by PostgreSQL's catalog.
 *
 * @param columns by name
 * @param view whether it is a view, whose keys are those of the table below
 * @param unlogged whether the server empties it after a crash
 * @param rules the names of its rules on INSERT and UPDATE
 * @param heirs the tables that inherit from it, except partitions
 * @param missingPrivileges which of SELECT, INSERT, UPDATE and DELETE the user lacks
 */
record CatalogTable(
        Map<String, StoredColumn> columns,
        PrimaryKey primaryKey,
        boolean view,
        boolean unlogged,
        List<String> rules,
        List<String> heirs,
        List<String> missingPrivileges) {

    /**
     * @param columns without those that it only INCLUDEs; empty if there is no primary key
     * @param constraint the name of the constraint; null if there is none
     */
    record PrimaryKey(List<String> columns, String constraint, boolean deferrable) {}

    /** @param oid of an ordinary or partitioned table, or of a view */
    static CatalogTable read(Connection connection, long oid) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT relpersistence = 'u',
                       ARRAY(SELECT rulename::text FROM pg_rewrite
                             WHERE ev_class = c.oid AND ev_type IN ('2', '3') ORDER BY rulename),
                       ARRAY(SELECT inhrelid::regclass::text FROM pg_inherits JOIN pg_class heir ON heir.oid = inhrelid
                             WHERE inhparent = c.oid AND NOT heir.relispartition ORDER BY 1),
                       ARRAY(SELECT privilege FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege
                             WHERE NOT CASE privilege WHEN 'DELETE' THEN has_table_privilege(c.oid, privilege)
                                 ELSE has_any_column_privilege(c.oid, privilege) END),
                       relkind = 'v'
                FROM pg_class c WHERE c.oid = ?
                """)) {
            select.setLong(1, oid);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new CatalogTable(
                        StoredColumn.read(connection, oid),
                        readPrimaryKey(connection, oid),
                        row.getBoolean(5),
                        row.getBoolean(1),
                        texts(row.getArray(2)),
                        texts(row.getArray(3)),
                        texts(row.getArray(4)));
            }
        }
    }

    private static PrimaryKey readPrimaryKey(Connection connection, long oid) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT ARRAY(SELECT attname::text FROM unnest(indkey::int2[]) WITH ORDINALITY AS part (attnum, place)
                             JOIN pg_attribute USING (attnum) WHERE attrelid = indrelid AND place <= indnkeyatts
                             ORDER BY place),
                       relname, NOT indimmediate
                FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE indrelid = ? AND indisprimary
                """)) {
            select.setLong(1, oid);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? new PrimaryKey(texts(row.getArray(1)), row.getString(2), row.getBoolean(3))
                        : new PrimaryKey(List.of(), null, false);
            }
        }
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
