package dev.wherry.sink;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A database of the {@link SharedPostgres}. */
public record TestDatabase(String host, int port, String name) {
    public static final String USER = "postgres";

    private static final String SINK_CONNECTIONS =
            "pg_stat_activity WHERE application_name = 'wherry sink-writer' AND datname = current_database()";
    private static final String BLOCKED_SINK_CONNECTIONS = SINK_CONNECTIONS + " AND wait_event_type = 'Lock'";

    public String url() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), USER, "");
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows, each as its values separated by {@code |}, with null as {@code ∅}. */
    public List<String> rows(String select) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(select)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    String value = result.getString(i);
                    values.add(value == null ? "∅" : value);
                }
                rows.add(String.join("|", values));
            }
            return rows;
        }
    }

    /** Waits until exactly this number of the sinks' connections wait for a lock. */
    public void awaitBlockedSinks(int count) {
        Patience.await(count + " sink connections waiting for a lock")
                .until(() -> rows("SELECT pid FROM " + BLOCKED_SINK_CONNECTIONS).size() == count);
    }

    /** Terminates the backends of the sinks' connections that wait for a lock. */
    public void terminateBlockedSinks() throws SQLException {
        rows("SELECT pg_terminate_backend(pid) FROM " + BLOCKED_SINK_CONNECTIONS);
    }

    /** Waits until the sinks have no connection. */
    public void awaitNoSinkConnection() {
        Patience.await("no sink connection")
                .until(() -> rows("SELECT pid FROM " + SINK_CONNECTIONS).isEmpty());
    }
}
