package dev.wherry.sink.database;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A table as described by PostgreSQL's catalog.
 *
 * @param columns by name
 * @param unlogged whether the server empties it after a crash
 * @param rules the names of its rules on INSERT and UPDATE
 * @param heirs the tables that inherit from it, except partitions
 * @param missingPrivileges which of SELECT, INSERT, UPDATE and DELETE the user lacks
 */
record CatalogTable(
        Map<String, Column> columns,
        PrimaryKey primaryKey,
        boolean unlogged,
        List<String> rules,
        List<String> heirs,
        List<String> missingPrivileges) {

    /**
     * @param type as {@code format_type} returns it, with length, precision and scale
     * @param baseType the type below all domains; equal to {@code type} unless that is a domain
     * @param hasDefault whether the column or its domain has a default, or it has an identity or a generation expression
     * @param generated whether an INSERT may not give a value
     * @param collation the name of its collation if that treats some different texts as equal, else null
     */
    record Column(
            String name,
            String type,
            String baseType,
            boolean notNull,
            boolean hasDefault,
            boolean generated,
            String collation) {}

    /**
     * @param columns without those that it only INCLUDEs; empty if there is no primary key
     * @param constraint the name of the constraint; null if there is none
     */
    record PrimaryKey(List<String> columns, String constraint, boolean deferrable) {}

    /** @param oid of an ordinary or partitioned table */
    static CatalogTable read(Connection connection, long oid) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT relpersistence = 'u',
                       ARRAY(SELECT rulename::text FROM pg_rewrite
                             WHERE ev_class = c.oid AND ev_type IN ('2', '3') ORDER BY rulename),
                       ARRAY(SELECT inhrelid::regclass::text FROM pg_inherits JOIN pg_class heir ON heir.oid = inhrelid
                             WHERE inhparent = c.oid AND NOT heir.relispartition ORDER BY 1),
                       ARRAY(SELECT privilege FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege
                             WHERE NOT CASE privilege WHEN 'DELETE' THEN has_table_privilege(c.oid, privilege)
                                 ELSE has_any_column_privilege(c.oid, privilege) END)
                FROM pg_class c WHERE c.oid = ?
                """)) {
            select.setLong(1, oid);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new CatalogTable(
                        readColumns(connection, oid),
                        readPrimaryKey(connection, oid),
                        row.getBoolean(1),
                        texts(row.getArray(2)),
                        texts(row.getArray(3)),
                        texts(row.getArray(4)));
            }
        }
    }

    private static Map<String, Column> readColumns(Connection connection, long oid) throws SQLException {
        Map<String, Column> columns = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                WITH RECURSIVE resolved AS (
                    SELECT attname, atttypid AS declared, atttypmod AS declared_mod, atttypid AS type, atttypmod AS mod,
                           attnotnull AS not_null, atthasdef OR attidentity <> '' AS has_default,
                           attgenerated <> '' OR attidentity = 'a' AS generated, attcollation AS coll
                    FROM pg_attribute WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped
                    UNION ALL
                    SELECT attname, declared, declared_mod, typbasetype, typtypmod,
                           not_null OR typnotnull, has_default OR typdefault IS NOT NULL, generated, coll
                    FROM resolved JOIN pg_type domain ON domain.oid = type WHERE typtype = 'd')
                SELECT attname, format_type(declared, declared_mod), format_type(type, mod),
                       not_null OR typnotnull, has_default, generated, collname
                FROM resolved JOIN pg_type base ON base.oid = type AND typtype <> 'd'
                LEFT JOIN pg_collation c ON c.oid = coll AND NOT collisdeterministic
                """)) {
            select.setLong(1, oid);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    columns.put(
                            row.getString(1),
                            new Column(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getBoolean(4),
                                    row.getBoolean(5),
                                    row.getBoolean(6),
                                    row.getString(7)));
                }
            }
        }
        return columns;
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
