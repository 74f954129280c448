package dev.wherry.sink.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

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
                        new TableName(rows.getString(1), rows.getString(2)), rows.getString(3), rows.getLong(4)));
            }
        }
        return relations;
    }

    boolean isTable() {
        return kind.equals("r") || kind.equals("p");
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
