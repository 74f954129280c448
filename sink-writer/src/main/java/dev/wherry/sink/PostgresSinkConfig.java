package dev.wherry.sink;

import dev.wherry.contracts.Catalog;
import dev.wherry.sink.database.ConnectionFactory;
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
                    "Directory of the contracts, on every worker. Read when a task starts: restart the connector after changing"
                            + " a contract.")
            .define(
                    MIGRATIONS,
                    ConfigDef.Type.STRING,
                    "",
                    DirectoryValidators.OPTIONAL,
                    Importance.MEDIUM,
                    "Directory of the Flyway migrations that create the contracts' tables. Empty means `migrations` in the"
                            + " directory of the contracts. If the directory does not exist, the tables must exist.")
            .define(
                    DATABASE_URL,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.LambdaValidator.with(DatabaseUrlValidator::check, () -> DatabaseUrlValidator.FORMAT),
                    Importance.HIGH,
                    "JDBC URL of the warehouse. The parameter `currentSchema` names its schema. Without it, the sink finds the schema of"
                            + " its offsets, or uses the first of the user's search path, normally `public`.")
            .define(
                    DATABASE_USER,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonEmptyString(),
                    Importance.HIGH,
                    "Database user of the sink. Must own the schema's tables, or be allowed to create tables and temporary tables"
                            + " and to select, insert and update.")
            .define(
                    DATABASE_PASSWORD,
                    ConfigDef.Type.PASSWORD,
                    "",
                    Importance.HIGH,
                    "Password of `database.user`. Use a config provider to keep it out of the connector's configuration.")
            .define(
                    CONNECT_TIMEOUT_MS,
                    ConfigDef.Type.INT,
                    10_000,
                    Range.atLeast(1_000),
                    Importance.LOW,
                    "Connect timeout, rounded down to whole seconds.")
            .define(
                    STATEMENT_TIMEOUT_MS,
                    ConfigDef.Type.INT,
                    60_000,
                    Range.atLeast(1_000),
                    Importance.LOW,
                    "Timeout of a statement and of an idle transaction. The sink then retries the batch on a new connection.")
            .define(
                    RETRY_BACKOFF_MS,
                    ConfigDef.Type.INT,
                    200,
                    Range.atLeast(1),
                    Importance.LOW,
                    "Delay before the first retry after a transient failure. Doubles with each consecutive failure.")
            .define(
                    RETRY_BACKOFF_MAX_MS,
                    ConfigDef.Type.INT,
                    5_000,
                    Range.atLeast(1),
                    Importance.LOW,
                    "Maximum delay between retries. The number of retries is unlimited.");

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

    ConnectionFactory connections() {
        return new ConnectionFactory(
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
