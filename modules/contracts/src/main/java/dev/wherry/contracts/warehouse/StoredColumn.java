package dev.wherry.contracts.warehouse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A column as PostgreSQL's catalog describes it.
 *
 * @param type as {@code format_type} returns it, with length, precision and scale
 * @param baseType the type below all domains; equal to {@code type} unless that is a domain
 * @param baseName the name of that type in {@code pg_type}, such as {@code varchar}
 * @param isEnum whether that type is an enum
 * @param modifier its length, precision and scale as {@code atttypmod}; -1 if there is none
 * @param hasDefault whether the column or its domain has a default, or it has an identity or a generation expression
 * @param defaultValue the default of the column, or else of its domain, as SQL
 * @param generated whether an INSERT may not give a value
 * @param collation the name of its collation if that treats some different texts as equal
 */
public record StoredColumn(
        String name,
        String type,
        String baseType,
        String baseName,
        boolean isEnum,
        int modifier,
        boolean notNull,
        boolean hasDefault,
        Optional<String> defaultValue,
        boolean generated,
        Optional<String> collation) {

    /** The columns of a table or view, by name. */
    public static Map<String, StoredColumn> read(Connection connection, long oid) throws SQLException {
        Map<String, StoredColumn> columns = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                WITH RECURSIVE resolved AS (
                    SELECT attname, atttypid AS declared, atttypmod AS declared_mod, atttypid AS type, atttypmod AS mod,
                           attnotnull AS not_null, atthasdef OR attidentity <> '' AS has_default,
                           CASE WHEN attgenerated = '' THEN pg_get_expr(adbin, adrelid) END AS default_value,
                           attgenerated <> '' OR attidentity = 'a' AS generated, attcollation AS coll
                    FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
                    WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped
                    UNION ALL
                    SELECT attname, declared, declared_mod, typbasetype, typtypmod,
                           not_null OR typnotnull, has_default OR typdefault IS NOT NULL,
                           coalesce(default_value, pg_get_expr(typdefaultbin, 0)), generated, coll
                    FROM resolved JOIN pg_type domain ON domain.oid = type WHERE typtype = 'd')
                SELECT attname, format_type(declared, declared_mod), format_type(type, mod), typname, typtype = 'e', mod,
                       not_null OR typnotnull, has_default, default_value, generated, collname
                FROM resolved JOIN pg_type base ON base.oid = type AND typtype <> 'd'
                LEFT JOIN pg_collation c ON c.oid = coll AND NOT collisdeterministic
                """)) {
            select.setLong(1, oid);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    columns.put(row.getString(1), of(row));
                }
            }
        }
        return columns;
    }

    /** @param table the qualified name of an existing table or view, as SQL */
    public static Map<String, StoredColumn> read(Connection connection, String table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT to_regclass(?)::oid")) {
            select.setString(1, table);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return read(connection, row.getLong(1));
            }
        }
    }

    private static StoredColumn of(ResultSet row) throws SQLException {
        return new StoredColumn(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getBoolean(5),
                row.getInt(6),
                row.getBoolean(7),
                row.getBoolean(8),
                Optional.ofNullable(row.getString(9)),
                row.getBoolean(10),
                Optional.ofNullable(row.getString(11)));
    }
}
