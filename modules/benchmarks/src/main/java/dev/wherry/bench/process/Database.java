package dev.wherry.bench.process;

import dev.wherry.bench.WrongOutcomeException;
import dev.wherry.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A dedicated PostgreSQL server, which syncs every commit to the disk, as is its default. */
public final class Database implements AutoCloseable {
    private final EmbeddedDatabase server;
    private final MeasuredProcess processes;

    private Database(EmbeddedDatabase server, MeasuredProcess processes) {
        this.server = server;
        this.processes = processes;
    }

    /** Starts a new server below a directory. */
    public static Database start(Path directory) throws IOException {
        Path home = directory.resolve("database");
        EmbeddedDatabase server = EmbeddedDatabase.start(home, 0);
        return new Database(server, processes(home));
    }

    /** The processes of the server that runs on a home. */
    public static MeasuredProcess processes(Path home) throws IOException {
        Path pidFile = home.resolve("postgres/data/postmaster.pid");
        return ProcessTree.of(
                "PostgreSQL", Long.parseLong(Files.readAllLines(pidFile).get(0).strip()));
    }

    public MeasuredProcess processes() {
        return processes;
    }

    public String jdbcUrl() {
        return server.jdbcUrl();
    }

    public Connection connect() throws SQLException {
        return connect(server.jdbcUrl());
    }

    public static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
    }

    /** The result of a query for one number. */
    public static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            if (!result.next()) {
                throw new WrongOutcomeException("no row for " + sql);
            }
            return result.getLong(1);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
