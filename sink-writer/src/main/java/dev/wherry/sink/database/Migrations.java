package dev.wherry.sink.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Migrates Wherry's own tables, then the tables of the contracts. An advisory lock serializes tasks that start together:
 * Flyway takes its own lock only for the migrations, and concurrent baselines fail.
 */
public final class Migrations {
    private static final String WHERRY_MIGRATIONS = "classpath:dev/wherry/sink/migrations";
    private static final String WHERRY_HISTORY = "wherry_schema_history";

    /** An arbitrary key, the same in all sinks: the bytes of "wherry". */
    private static final long LOCK_KEY = 0x7768_6572_7279L;

    private final Path directory;

    /** @param directory the migrations of the contracts; if it does not exist, the tables must be created otherwise */
    public Migrations(Path directory) {
        this.directory = directory;
    }

    /**
     * Waits for other tasks that migrate, then runs the pending migrations.
     *
     * @throws org.flywaydb.core.api.FlywayException with the SQLException as its cause if the database reported one
     */
    void run(ConnectionFactory connections) throws SQLException {
        try (Connection lockHolder = connections.open();
                Statement statement = lockHolder.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + LOCK_KEY + ")");
            // The lock belongs to the session, and the server would end an idle transaction.
            lockHolder.commit();
            migrate(connections);
        }
    }

    private void migrate(ConnectionFactory connections) {
        configure(connections)
                .table(WHERRY_HISTORY)
                .locations(WHERRY_MIGRATIONS)
                .load()
                .migrate();
        if (Files.isDirectory(directory)) {
            configure(connections)
                    .locations("filesystem:" + directory.toAbsolutePath())
                    .load()
                    .migrate();
        }
    }

    private static FluentConfiguration configure(ConnectionFactory connections) {
        // The plugin's class loader: the context class loader of a Connect worker's thread may be another.
        FluentConfiguration configuration = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(connections.migrationSource())
                // The schema may contain other tables. Each of the two histories starts with a baseline beside them.
                .baselineOnMigrate(true)
                .baselineVersion("0");
        // By default Flyway records a migration in its history after the commit, on another connection. After a kill
        // between the two, every further start would try to create the tables again and fail.
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration;
    }
}
