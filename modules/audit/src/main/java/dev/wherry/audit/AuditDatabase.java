package dev.wherry.audit;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.TableName;
import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.operations.PipelineTarget;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.LongStream;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The single database connection of an audit. Its temporary tables live until it is closed. */
final class AuditDatabase implements AutoCloseable {
    private static final int FETCH_SIZE = 1_000;

    private final Connection connection;

    AuditDatabase(PipelineTarget target, Catalog catalog) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", target.user());
        properties.setProperty("password", target.password());
        properties.setProperty("ApplicationName", "wherry audit");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        // the detail of a server error contains row values, which are personal data
        properties.setProperty("logServerErrorDetail", "false");
        connection = DriverManager.getConnection(target.database(), properties);
        try {
            configure(catalog);
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    private void configure(Catalog catalog) throws SQLException {
        WarehouseSchema.find(connection, catalog).use(connection);
        connection.setAutoCommit(false);
        // with this work_mem, sorting a million events spills to disk once instead of many times
        execute("SET TimeZone = 'UTC'; SET work_mem = '64MB'; SET client_min_messages = error; SET jit = off");
        connection.commit();
    }

    /** The server's message alone. The driver appends the position in the statement, in a line of its own. */
    static String message(SQLException failure) {
        ServerErrorMessage server = failure instanceof PSQLException known ? known.getServerErrorMessage() : null;
        return server == null ? failure.getMessage() : server.getMessage();
    }

    @FunctionalInterface
    interface RowHandler {
        void handle(ResultSet row) throws SQLException;
    }

    Connection connection() {
        return connection;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Passes each row to the handler; the driver buffers one page of rows. */
    void each(String sql, RowHandler handler, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH_SIZE);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    handler.handle(rows);
                }
            }
        }
    }

    /** Runs a query that returns a single number. */
    long number(String sql, Object... parameters) throws SQLException {
        long[] number = new long[1];
        each(sql, row -> number[0] = row.getLong(1), parameters);
        return number[0];
    }

    /** Runs a query that returns one column of numbers. */
    long[] numbers(String sql, Object... parameters) throws SQLException {
        LongStream.Builder numbers = LongStream.builder();
        each(sql, row -> numbers.add(row.getLong(1)), parameters);
        return numbers.build().toArray();
    }

    /** Whether Wherry's table exists on the search path. */
    boolean tableExists(String table) throws SQLException {
        return tableExists(TableName.of(table));
    }

    /** Whether the table exists, on the search path unless its name has a schema. */
    boolean tableExists(TableName table) throws SQLException {
        Optional<?>[] found = {Optional.empty()};
        each("SELECT to_regclass(?)::text", row -> found[0] = Optional.ofNullable(row.getString(1)), table.sql());
        return found[0].isPresent();
    }

    /** A text array parameter. */
    Array texts(String... texts) throws SQLException {
        return connection.createArrayOf("text", texts);
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** Closes the connection, which drops the temporary tables. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
