package dev.wherry.sink.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Where the warehouse is, and how long to wait for it. */
public final class Database {
    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final Duration statementTimeout;

    /**
     * @param url a JDBC URL of PostgreSQL
     * @throws IllegalArgumentException if it is none
     */
    public Database(String url, String user, String password, Duration connectTimeout, Duration statementTimeout) {
        this.statementTimeout = statementTimeout;
        source.setURL(url);
        source.setUser(user);
        source.setPassword(password);
        source.setApplicationName("wherry sink-writer");
        source.setConnectTimeout(seconds(connectTimeout));
        source.setLoginTimeout(seconds(connectTimeout));
        // Longer than the server's own timeout: it ends what waits for a server that is gone or a network that is cut.
        source.setSocketTimeout(seconds(statementTimeout) + 10);
        source.setTcpKeepAlive(true);
        // The server's DETAIL holds values of the row.
        source.setLogServerErrorDetail(false);
    }

    /** For the migrations, whose statements may take as long as they need. */
    DataSource forMigrations() {
        PGSimpleDataSource patient = new PGSimpleDataSource();
        patient.setURL(source.getURL());
        patient.setUser(source.getUser());
        patient.setPassword(source.getPassword());
        patient.setSocketTimeout(0);
        return patient;
    }

    /** A connection for batches, outside of any transaction. */
    Connection connect() throws SQLException {
        Connection connection = source.getConnection();
        try {
            try (Statement statement = connection.createStatement()) {
                long millis = statementTimeout.toMillis();
                statement.execute("SET statement_timeout = " + millis
                        // A task that hangs in mid-transaction must not lock its successor out.
                        + "; SET idle_in_transaction_session_timeout = " + millis
                        // The guarded upsert relies on seeing what others have just committed.
                        + "; SET default_transaction_isolation = 'read committed'"
                        + "; SET client_min_messages = error");
            }
            connection.setAutoCommit(false);
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
