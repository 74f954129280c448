package dev.wherry.sink.database;

import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings the tables up to date: Wherry's own first, then the contracts'. Tasks that start together may all do so;
 * Flyway lets one of them through at a time.
 */
public final class Migrations {
    private static final String OWN = "classpath:dev/wherry/sink/migrations";
    private static final String OWN_HISTORY = "wherry_schema_history";

    private final Path directory;

    /** @param directory the contracts' migrations; where there is none, their tables are made by somebody else */
    public Migrations(Path directory) {
        this.directory = directory;
    }

    /** Throws FlywayException, with the SQLException as its cause where the database is to blame. */
    void run(Database database) {
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
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database.forMigrations())
                // The schema may hold other tables already; each of the two histories begins beside what there is.
                .baselineOnMigrate(true)
                .baselineVersion("0");
    }
}
