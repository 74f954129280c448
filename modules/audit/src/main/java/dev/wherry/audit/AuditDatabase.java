package dev.wherry.audit;

import dev.wherry.contracts.SqlIdentifiers;
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

/** The one connection of an audit; its temporary tables live as long as it does. */
final class AuditDatabase implements AutoCloseable {
    private static final int PAGE = 1_000;

    private final Connection connection;

    AuditDatabase(PipelineTarget target) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", target.user());
        properties.setProperty("password", target.password());
        properties.setProperty("ApplicationName", "wherry audit");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("tcpKeepAlive", "true");
        // a server's detail holds values of rows
        properties.setProperty("logServerErrorDetail", "false");
        connection = DriverManager.getConnection(target.database(), properties);
        connection.setAutoCommit(false);
        // Sorting a million events within this much spills to the server's disk once instead of many times.
        execute("SET TimeZone = 'UTC'; SET work_mem = '64MB'; SET client_min_messages = error; SET jit = off");
        connection.commit();
    }

    @FunctionalInterface
    interface RowHandler {
        void row(ResultSet row) throws SQLException;
    }

    Connection connection() {
        return connection;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Hands over row by row; the driver holds a page of them at a time. */
    void each(String sql, RowHandler handler, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(PAGE);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    handler.row(rows);
                }
            }
        }
    }

    /** The number that is the query's one answer. */
    long number(String sql, Object... parameters) throws SQLException {
        long[] number = new long[1];
        each(sql, row -> number[0] = row.getLong(1), parameters);
        return number[0];
    }

    /** The numbers that are the query's one column. */
    long[] numbers(String sql, Object... parameters) throws SQLException {
        LongStream.Builder numbers = LongStream.builder();
        each(sql, row -> numbers.add(row.getLong(1)), parameters);
        return numbers.build().toArray();
    }

    /** Whether there is such a table on the search path. */
    boolean has(String table) throws SQLException {
        Optional<?>[] found = {Optional.empty()};
        each(
                "SELECT to_regclass(?)::text",
                row -> found[0] = Optional.ofNullable(row.getString(1)),
                SqlIdentifiers.quote(table));
        return found[0].isPresent();
    }

    /** Texts as one parameter. */
    Array texts(String... texts) throws SQLException {
        return connection.createArrayOf("text", texts);
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** Gives back the temporary tables. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
