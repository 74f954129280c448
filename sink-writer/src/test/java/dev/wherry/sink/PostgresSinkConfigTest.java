package dev.wherry.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresSinkConfigTest {
    private static final Map<String, String> REQUIRED = Map.of(
            "contracts", "/contracts", "database.url", "jdbc:postgresql://db:5432/dwh", "database.user", "wherry");

    @Test
    void defaults() {
        PostgresSinkConfig settings = new PostgresSinkConfig(REQUIRED);

        assertEquals(Path.of("/contracts/migrations"), settings.migrations());
        assertEquals(new Password(""), settings.getPassword("database.password"));
        assertEquals(10_000, settings.getInt("database.connect.timeout.ms"));
        assertEquals(60_000, settings.getInt("database.statement.timeout.ms"));
        assertEquals(200, settings.getInt("retry.backoff.ms"));
        assertEquals(5_000, settings.getInt("retry.backoff.max.ms"));
    }

    @Test
    void everyOptionCanBeSet() {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.put("migrations", "/migrations");
        all.put("database.password", "secret");
        all.put("database.connect.timeout.ms", "1000");
        all.put("database.statement.timeout.ms", "2000");
        all.put("retry.backoff.ms", "3");
        all.put("retry.backoff.max.ms", "4");

        PostgresSinkConfig settings = new PostgresSinkConfig(all);

        assertEquals(PostgresSinkConfig.DEFINITION.names(), all.keySet());
        assertEquals(Path.of("/migrations"), settings.migrations());
        PostgresSinkConfig.DEFINITION
                .defaultValues()
                .forEach((option, value) ->
                        assertNotEquals(value, settings.values().get(option), option));
    }

    @ParameterizedTest
    @ValueSource(strings = {"contracts", "database.url", "database.user"})
    void requiredOptionMustBeThere(String option) {
        Map<String, String> lacking = new HashMap<>(REQUIRED);
        lacking.remove(option);

        assertThrows(ConfigException.class, () -> new PostgresSinkConfig(lacking));
    }

    @ParameterizedTest
    @CsvSource({
        "contracts, ''",
        "database.user, ''",
        "database.url, postgresql://db/dwh",
        "database.url, jdbc:mysql://db/dwh",
        "database.url, jdbc:postgresql://db/dwh?user=a&password=secret",
        "database.connect.timeout.ms, 999",
        "database.statement.timeout.ms, 999",
        "retry.backoff.ms, 0",
        "retry.backoff.max.ms, 0",
    })
    void nonsenseIsRefusedWithoutRepeatingASecret(String option, String value) {
        Map<String, String> wrong = new HashMap<>(REQUIRED);
        wrong.put(option, value);

        ConfigException failure = assertThrows(ConfigException.class, () -> new PostgresSinkConfig(wrong));

        assertFalse(failure.getMessage().contains("secret"), failure.getMessage());
    }
}
