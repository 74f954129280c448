package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void hasTheDocumentedDefaults() {
        PostgresSinkConfig config = new PostgresSinkConfig(REQUIRED);

        assertThat(config.migrations()).isEqualTo(Path.of("/contracts/migrations"));
        assertThat(config.getPassword("database.password")).isEqualTo(new Password(""));
        assertThat(config.getInt("database.connect.timeout.ms")).isEqualTo(10_000);
        assertThat(config.getInt("database.statement.timeout.ms")).isEqualTo(60_000);
        assertThat(config.getInt("retry.backoff.ms")).isEqualTo(200);
        assertThat(config.getInt("retry.backoff.max.ms")).isEqualTo(5_000);
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

        PostgresSinkConfig config = new PostgresSinkConfig(all);

        assertThat(all.keySet()).isEqualTo(PostgresSinkConfig.DEFINITION.names());
        assertThat(config.migrations()).isEqualTo(Path.of("/migrations"));
        PostgresSinkConfig.DEFINITION
                .defaultValues()
                .forEach((option, value) ->
                        assertThat(config.values().get(option)).as(option).isNotEqualTo(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"contracts", "database.url", "database.user"})
    void rejectsAMissingOption(String option) {
        Map<String, String> incomplete = new HashMap<>(REQUIRED);
        incomplete.remove(option);

        assertThatThrownBy(() -> new PostgresSinkConfig(incomplete)).isInstanceOf(ConfigException.class);
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
    void rejectsInvalidValuesWithoutRepeatingASecret(String option, String value) {
        Map<String, String> invalid = new HashMap<>(REQUIRED);
        invalid.put(option, value);

        assertThatThrownBy(() -> new PostgresSinkConfig(invalid))
                .isInstanceOf(ConfigException.class)
                .hasMessageNotContaining("secret");
    }
}
