package dev.wherry.contracts.warehouse;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The search path of a new connection.
 *
 * @param current the first schema of the path that exists and that the user may use
 * @param isGiven whether the connection's URL sets the path, rather than the role, the database or the server
 */
record SearchPath(String text, Optional<String> current, boolean isGiven, String database, String user) {
    static SearchPath of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT setting, current_schema(), source = 'client', current_database(), current_user
                        FROM pg_settings WHERE name = 'search_path'
                        """)) {
            row.next();
            return new SearchPath(
                    row.getString(1),
                    Optional.ofNullable(row.getString(2)),
                    row.getBoolean(3),
                    row.getString(4),
                    row.getString(5));
        }
    }
}
