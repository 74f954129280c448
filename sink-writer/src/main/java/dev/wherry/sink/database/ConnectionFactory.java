package dev.wherry.sink.database;

import dev.wherry.contracts.warehouse.WarehouseSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens connections to the warehouse, with their timeouts and session settings. */
public final class ConnectionFactory {
    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final Duration statementTimeout;

    /**
     * @param url a JDBC URL of PostgreSQL
     * @throws IllegalArgumentException if it is not one
     */
    public ConnectionFactory(
            String url, String user, String password, Duration connectTimeout, Duration statementTimeout) {
        this.statementTimeout = statementTimeout;
        source.setURL(url);
        source.setUser(user);
        source.setPassword(password);
        source.setApplicationName("wherry sink-writer");
        source.setConnectTimeout(seconds(connectTimeout));
        source.setLoginTimeout(seconds(connectTimeout));
        // Longer than the server's statement timeout: it only ends waits for a lost server or a broken network.
        source.setSocketTimeout(seconds(statementTimeout) + 10);
        source.setTcpKeepAlive(true);
        // The server's DETAIL contains values of the row.
        source.setLogServerErrorDetail(false);
    }

    /** A data source for the migrations, whose statements have no timeout. */
    DataSource migrationSource() {
        PGSimpleDataSource unlimited = new PGSimpleDataSource();
        unlimited.setURL(source.getURL());
        unlimited.setUser(source.getUser());
        unlimited.setPassword(source.getPassword());
        unlimited.setApplicationName("wherry sink-writer migrations");
        unlimited.setConnectTimeout(source.getConnectTimeout());
        unlimited.setSocketTimeout(0);
        unlimited.setLogServerErrorDetail(false);
        return unlimited;
    }

    /** A connection for batches, without auto-commit and not in a transaction. */
    Connection open(WarehouseSchema schema) throws SQLException {
        Connection connection = open();
        try {
            schema.use(connection);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** A connection with auto-commit, whose search path is that of the URL or the user. */
    Connection open() throws SQLException {
        Connection connection = source.getConnection();
        try {
            try (Statement statement = connection.createStatement()) {
                long millis = statementTimeout.toMillis();
                statement.execute("SET statement_timeout = " + millis
                        // A task that hangs in a transaction must not lock out its successor.
                        + "; SET idle_in_transaction_session_timeout = " + millis
                        // The upsert must compare its version with what other writers have just committed.
                        + "; SET default_transaction_isolation = 'read committed'"
                        + "; SET client_min_messages = error");
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static int seconds(Duration duration) {
        return Math.max(1, Math.toIntExact(duration.toSeconds()));
    }
}
