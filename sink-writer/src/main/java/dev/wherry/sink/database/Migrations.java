package dev.wherry.sink.database;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.warehouse.WarehouseSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.ValidateOutput;
import org.flywaydb.core.internal.sqlscript.FlywaySqlScriptException;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Migrates Wherry's own tables, then the tables of the contracts. An advisory lock serializes tasks that start together:
 * Flyway takes its own lock only for the migrations, and concurrent baselines fail.
 */
public final class Migrations {
    private static final String WHERRY_MIGRATIONS = "classpath:dev/wherry/sink/migrations";
    private static final String WHERRY_HISTORY = "wherry_schema_history";
    private static final String CONTRACTS_HISTORY = "flyway_schema_history";

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
     * @return the schema that was migrated. It is determined under the lock, after another task may have created the tables
     * @throws WarehouseSetupException if a migration fails or the migrations do not fit those that ran before
     */
    WarehouseSchema run(ConnectionFactory connections, Catalog catalog) throws SQLException {
        try (Connection lockHolder = connections.open();
                Statement statement = lockHolder.createStatement()) {
            // The lock belongs to the session. With auto-commit, the server has no idle transaction to end.
            statement.execute("SELECT pg_advisory_lock(" + LOCK_KEY + ")");
            WarehouseSchema schema = WarehouseSchema.find(lockHolder, catalog);
            requirePrivilege(lockHolder, schema);
            migrate(connections, schema);
            return schema;
        }
    }

    /** Flyway tries to create its table ten times, once a second. */
    private void requirePrivilege(Connection connection, WarehouseSchema schema) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT has_schema_privilege(?, 'CREATE') OR to_regclass(?) IS NOT NULL AND to_regclass(?) IS NOT NULL,
                       current_user
                """)) {
            select.setString(1, schema.name());
            select.setString(2, schema.qualify(WHERRY_HISTORY));
            select.setString(3, schema.qualify(Files.isDirectory(directory) ? CONTRACTS_HISTORY : WHERRY_HISTORY));
            try (ResultSet row = select.executeQuery()) {
                row.next();
                if (!row.getBoolean(1)) {
                    throw new WarehouseSetupException(
                            "User %2$s may not create tables in schema %1$s: GRANT CREATE ON SCHEMA %1$s TO %2$s"
                                    .formatted(schema.name(), row.getString(2)));
                }
            }
        }
    }

    private void migrate(ConnectionFactory connections, WarehouseSchema schema) throws SQLException {
        migrate(
                configure(connections, schema).table(WHERRY_HISTORY).locations(WHERRY_MIGRATIONS),
                invalid -> MigrationMessages.otherBuild(schema));
        if (Files.isDirectory(directory)) {
            MigrationMessages messages = new MigrationMessages(directory.toAbsolutePath(), schema, CONTRACTS_HISTORY);
            migrate(
                    configure(connections, schema)
                            .table(CONTRACTS_HISTORY)
                            .locations("filesystem:" + directory.toAbsolutePath())
                            // otherwise Flyway ignores a file like V2_cards.sql
                            .validateMigrationNaming(true),
                    messages::invalid);
        }
    }

    private static void migrate(FluentConfiguration configuration, Function<List<ValidateOutput>, String> messages)
            throws SQLException {
        try {
            configuration.load().migrate();
        } catch (FlywayValidateException invalid) {
            List<ValidateOutput> migrations = configuration
                    .ignoreMigrationPatterns("*:pending", "*:future")
                    .load()
                    .validateWithResult()
                    .invalidMigrations;
            throw new WarehouseSetupException(messages.apply(migrations));
        } catch (FlywayException failure) {
            throw translate(failure);
        }
    }

    /** Passes on no exception of Flyway: the server's details in its message may contain values of rows. */
    private static WarehouseSetupException translate(FlywayException failure) throws SQLException {
        Optional<SQLException> database = cause(failure, SQLException.class);
        if (database.isPresent() && FailureKind.of(database.get()) == FailureKind.TRANSIENT) {
            throw database.get();
        }
        return new WarehouseSetupException(cause(failure, FlywaySqlScriptException.class)
                .flatMap(script -> database.map(cause -> FailedStatement.describe(script, cause, failure)))
                .or(() -> database.map(FailureMessages::describeSetup))
                .orElseGet(() -> MigrationMessages.notStarted(failure)));
    }

    private static <T> Optional<T> cause(Throwable failure, Class<T> type) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private static FluentConfiguration configure(ConnectionFactory connections, WarehouseSchema schema) {
        // The plugin's class loader: the context class loader of a Connect worker's thread may be another.
        FluentConfiguration configuration = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(connections.migrationSource())
                .defaultSchema(schema.name())
                .createSchemas(false)
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
