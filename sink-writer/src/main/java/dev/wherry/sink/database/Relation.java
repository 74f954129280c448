package dev.wherry.sink.database;

import dev.wherry.contracts.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What PostgreSQL's catalog holds under a name: a table, a view, a sequence and so on.
 *
 * @param kind the {@code relkind}
 */
record Relation(TableName name, String kind, long oid) {
    /** All relations that users create, in the schemas that the user may use. */
    static List<Relation> all(Connection connection) throws SQLException {
        List<Relation> relations = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                        SELECT nspname, relname, relkind, c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
                        WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
                          AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c', 'i', 'I')
                          AND has_schema_privilege(n.oid, 'USAGE')
                        ORDER BY nspname, relname
                        """);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                relations.add(new Relation(
                        TableName.of(rows.getString(1), rows.getString(2)), rows.getString(3), rows.getLong(4)));
            }
        }
        return relations;
    }

    /** The schemas that the user may use. */
    static Set<String> schemas(Connection connection) throws SQLException {
        Set<String> schemas = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT nspname FROM pg_namespace WHERE has_schema_privilege(oid, 'USAGE')");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                schemas.add(rows.getString(1));
            }
        }
        return schemas;
    }

    boolean isTable() {
        return kind.equals("r") || kind.equals("p");
    }

    boolean isView() {
        return kind.equals("v");
    }

    /** The kind, with its article. */
    String description() {
        return switch (kind) {
            case "r", "p" -> "a table";
            case "v" -> "a view";
            case "m" -> "a materialized view";
            case "f" -> "a foreign table";
            case "S" -> "a sequence";
            case "c" -> "a composite type";
            default -> "an index";
        };
    }
}
