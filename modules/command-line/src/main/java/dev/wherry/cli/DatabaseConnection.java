package dev.wherry.cli;

import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.embedded.EmbeddedDatabase;
import dev.wherry.embedded.ServiceLease;
import dev.wherry.operations.services.DatabaseCheck;
import dev.wherry.pipeline.GivenDatabase;
import dev.wherry.pipeline.Home;
import dev.wherry.pipeline.HomeSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/**
 * The database that a command works on, reachable while this is open.
 *
 * @param url a JDBC URL
 */
record DatabaseConnection(String url, String user, String password, Runnable release) implements AutoCloseable {
    /**
     * The given database, or that of the home.
     *
     * @param home null if there is none
     */
    static DatabaseConnection open(Path home, DatabaseOptions options) {
        Optional<GivenDatabase> given = options.given();
        if (home == null && given.isEmpty()) {
            throw new UsageException("Name the home with --home, or your own PostgreSQL with --database-url.");
        }
        if (home != null) {
            LogFile.use(new Home(home));
            given = given.or(() -> HomeSettings.of(new Home(home)).given().database());
        }
        if (given.isPresent()) {
            GivenDatabase database = given.get();
            String password = database.password();
            DatabaseCheck.connect(database.url(), database.user(), password);
            return new DatabaseConnection(database.url(), database.user(), password, () -> {});
        }
        ServiceLease postgres = EmbeddedDatabase.attach(home);
        return new DatabaseConnection(
                postgres.address(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD, postgres::close);
    }

    /** A connection whose times are in UTC and whose unqualified names refer to the warehouse, if there is one. */
    Connection connect(String applicationName) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("options", "-c TimeZone=UTC");
        properties.setProperty("ApplicationName", applicationName);
        Connection connection = DriverManager.getConnection(url, properties);
        try {
            WarehouseSchema.useExisting(connection);
            return connection;
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url;
    }

    @Override
    public void close() {
        release.run();
    }
}
