package dev.wherry.it;

import dev.wherry.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A PostgreSQL that Wherry did not start, with a user whose password appears nowhere else. */
record GivenPostgres(EmbeddedDatabase server, Path passwordFile) implements AutoCloseable {
    static final String PASSWORD = "kX7-zebra-crossing";

    /** @param directory for the server and the file of the password */
    static GivenPostgres start(Path directory) throws IOException, SQLException {
        EmbeddedDatabase server = EmbeddedDatabase.start(directory.resolve("server"), 0);
        try (Connection connection = WarehouseTables.connect(server.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER ROLE " + EmbeddedDatabase.USER + " PASSWORD '" + PASSWORD + "'");
        }
        return new GivenPostgres(server, Files.writeString(directory.resolve("password"), PASSWORD + "\n"));
    }

    String url() {
        return server.jdbcUrl();
    }

    /** The options that name this database. */
    List<String> options() {
        return List.of(
                "--database-url=" + url(),
                "--database-user=" + EmbeddedDatabase.USER,
                "--database-password-file=" + passwordFile);
    }

    WarehouseTables tables() throws SQLException {
        return WarehouseTables.of(DriverManager.getConnection(url(), EmbeddedDatabase.USER, PASSWORD));
    }

    @Override
    public void close() {
        server.close();
    }
}
