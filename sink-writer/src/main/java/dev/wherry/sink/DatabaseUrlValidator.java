package dev.wherry.sink;

import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.postgresql.Driver;

/** Validates {@code database.url}. */
final class DatabaseUrlValidator {
    static final String FORMAT = "jdbc:postgresql://host:port/database";

    private DatabaseUrlValidator() {}

    /** @throws ConfigException if the URL is invalid; does not repeat the URL, which may contain a password */
    static void check(String option, Object value) {
        String url = (String) value;
        if (url == null || Driver.parseURL(url, new Properties()) == null) {
            throw new ConfigException(option + " is not a PostgreSQL JDBC URL; expected " + FORMAT);
        }
        if (url.toLowerCase(Locale.ROOT).contains("password=")) {
            throw new ConfigException(option + " contains a password; move it to "
                    + PostgresSinkConfig.DATABASE_PASSWORD + ", which the worker hides in its logs and REST interface");
        }
    }
}
