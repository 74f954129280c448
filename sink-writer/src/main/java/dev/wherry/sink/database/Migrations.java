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
 * Brings the tables up to date: Wherry's own first, then the contracts'. Tasks that start together come one after
 * another. Flyway's own lock begins only with the migrations: its baselines race each other, and one of them fails.
 */
public final class Migrations {
    private static final String OWN = "classpath:dev/wherry/sink/migrations";
    private static final String OWN_HISTORY = "wherry_schema_history";

    /** Any number, the same for all sinks. */
    private static final long LOCK = 0x7768_6572_7279L;

    private final Path directory;

    /** @param directory the contracts' migrations; where there is none, their tables are made by somebody else */
    public Migrations(Path directory) {
        this.directory = directory;
    }

    /**
     * Waits for others that are at it, then runs what they have left.
     *
     * @throws org.flywaydb.core.api.FlywayException with the SQLException as its cause where the database is to blame
     */
    void run(Database database) throws SQLException {
        try (Connection turn = database.connect();
                Statement statement = turn.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            // The lock belongs to the connection; a transaction that idles would be ended.
            turn.commit();
            migrate(database);
        }
    }

    private void migrate(Database database) {
        configure(database).table(OWN_HISTORY).locations(OWN).load().migrate();
        if (Files.isDirectory(directory)) {
            configure(database)
                    .locations("filesystem:" + directory.toAbsolutePath())
                    .load()
                    .migrate();
        }
    }

    private static FluentConfiguration configure(Database database) {
        // The plugin's own class loader: in a Connect worker, the thread's may be another.
        FluentConfiguration configuration = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database.forMigrations())
                // The schema may hold other tables already; each of the two histories begins beside what there is.
                .baselineOnMigrate(true)
                .baselineVersion("0");
        // By default Flyway notes in its history what it has run after that is committed, on another connection. Killed
        // in between, it would make the tables again, and fail, at every further start.
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration;
    }
}
