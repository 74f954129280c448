package dev.wherry.sink;

import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.postgresql.Driver;

/** What {@code database.url} may be. */
final class DatabaseUrl {
    static final String FORM = "jdbc:postgresql://host:port/database";

    private DatabaseUrl() {}

    /** Throws ConfigException, without repeating the text, which may hold a password. */
    static void check(String option, Object value) {
        String url = (String) value;
        if (url == null || Driver.parseURL(url, new Properties()) == null) {
            throw new ConfigException(option + " is no JDBC URL of PostgreSQL; write " + FORM);
        }
        if (url.toLowerCase(Locale.ROOT).contains("password=")) {
            throw new ConfigException(option + " holds a password; write it into "
                    + PostgresSinkConfig.DATABASE_PASSWORD + ", which the worker's logs and REST interface hide");
        }
    }
}
