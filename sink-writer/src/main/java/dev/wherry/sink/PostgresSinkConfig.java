package dev.wherry.sink;

import dev.wherry.contracts.Catalog;
import dev.wherry.sink.database.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/** The connector's options. */
final class PostgresSinkConfig extends AbstractConfig {
    static final String CONTRACTS = "contracts";
    static final String MIGRATIONS = "migrations";
    static final String DATABASE_URL = "database.url";
    static final String DATABASE_USER = "database.user";
    static final String DATABASE_PASSWORD = "database.password";
    static final String CONNECT_TIMEOUT_MS = "database.connect.timeout.ms";
    static final String STATEMENT_TIMEOUT_MS = "database.statement.timeout.ms";
    static final String RETRY_BACKOFF_MS = "retry.backoff.ms";
    static final String RETRY_BACKOFF_MAX_MS = "retry.backoff.max.ms";

    static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    CONTRACTS,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    DirectoryValidators.REQUIRED,
                    Importance.HIGH,
                    "Directory of the contracts, on every worker. Read when a task starts: restart the connector after a change.")
            .define(
                    MIGRATIONS,
                    ConfigDef.Type.STRING,
                    "",
                    DirectoryValidators.OPTIONAL,
                    Importance.MEDIUM,
                    "Directory of the SQL migrations that make the contracts' tables, for Flyway. Empty means the directory"
                            + " `migrations` of the contracts; if that does not exist, the tables must be there already.")
            .define(
                    DATABASE_URL,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.LambdaValidator.with(DatabaseUrl::check, () -> DatabaseUrl.FORM),
                    Importance.HIGH,
                    "Where the warehouse is. Give `currentSchema` as its parameter for another schema than `public`.")
            .define(
                    DATABASE_USER,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonEmptyString(),
                    Importance.HIGH,
                    "Who writes. Owns the schema's tables, or at least may create, select, insert, update and make temporary ones.")
            .define(
                    DATABASE_PASSWORD,
                    ConfigDef.Type.PASSWORD,
                    "",
                    Importance.HIGH,
                    "The password of `database.user`. A config provider keeps it out of the connector's configuration.")
            .define(
                    CONNECT_TIMEOUT_MS,
                    ConfigDef.Type.INT,
                    10_000,
                    Range.atLeast(1_000),
                    Importance.LOW,
                    "How long to wait for a connection, in whole seconds.")
            .define(
                    STATEMENT_TIMEOUT_MS,
                    ConfigDef.Type.INT,
                    60_000,
                    Range.atLeast(1_000),
                    Importance.LOW,
                    "How long a statement may take, and a transaction be idle. What takes longer is tried again on a new connection.")
            .define(
                    RETRY_BACKOFF_MS,
                    ConfigDef.Type.INT,
                    200,
                    Range.atLeast(1),
                    Importance.LOW,
                    "How long to wait after a failure that will pass; doubled with each further one in a row.")
            .define(
                    RETRY_BACKOFF_MAX_MS,
                    ConfigDef.Type.INT,
                    5_000,
                    Range.atLeast(1),
                    Importance.LOW,
                    "The longest wait between two tries. There is no last one: the sink waits for its database for ever.");

    PostgresSinkConfig(Map<String, String> properties) {
        super(DEFINITION, properties);
    }

    Catalog catalog() {
        return Catalog.load(Path.of(getString(CONTRACTS)));
    }

    Path migrations() {
        String directory = getString(MIGRATIONS);
        return directory.isEmpty() ? Path.of(getString(CONTRACTS), "migrations") : Path.of(directory);
    }

    Database database() {
        return new Database(
                getString(DATABASE_URL),
                getString(DATABASE_USER),
                getPassword(DATABASE_PASSWORD).value(),
                millis(CONNECT_TIMEOUT_MS),
                millis(STATEMENT_TIMEOUT_MS));
    }

    Backoff backoff() {
        return new Backoff(millis(RETRY_BACKOFF_MS), millis(RETRY_BACKOFF_MAX_MS));
    }

    private Duration millis(String option) {
        return Duration.ofMillis(getInt(option));
    }
}
