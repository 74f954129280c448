package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wherry.contracts.InvalidContractsException;
import dev.wherry.testing.badinput.Fuzz;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Validation names the invalid option. A configuration that passes validation starts, or fails with a message. */
class BadConfigurationTest {
    private static final String SECRET = "hunter2";

    private final PostgresSinkConnector connector = new PostgresSinkConnector();

    private static Map<String, String> validConfiguration() {
        Map<String, String> configuration = new HashMap<>();
        PostgresSinkConfig.DEFINITION
                .configKeys()
                .values()
                .forEach(key -> configuration.put(key.name, key.hasDefault() ? String.valueOf(key.defaultValue) : ""));
        List.of("key.converter", "value.converter", "header.converter")
                .forEach(name -> configuration.put(name, "org.apache.kafka.connect.converters.ByteArrayConverter"));
        configuration.put("consumer.override.isolation.level", "read_committed");
        configuration.put("contracts", GaugeRecords.CONTRACTS.toString());
        configuration.put("database.url", "jdbc:postgresql://[::1]:1,db:2/dwh?currentSchema=a%20b&ssl=true");
        configuration.put("database.user", "wherry");
        configuration.put("database.password", SECRET);
        return configuration;
    }

    @Test
    void everyConfigurationIsRejectedByNameOrStartsWithoutShowingThePassword() {
        Map<String, String> configuration = validConfiguration();
        List<String> options = new ArrayList<>(configuration.keySet());
        List<byte[]> values = configuration.values().stream()
                .filter(value -> !value.equals(SECRET))
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .toList();
        Fuzz fuzz = Fuzz.of("sink-configurations", 700);
        Random random = fuzz.random();

        fuzz.run(values, value -> {
            Map<String, String> config = new HashMap<>(configuration);
            config.put(options.get(random.nextInt(options.size())), new String(value, StandardCharsets.UTF_8));
            boolean rejected = false;
            for (var checked : connector.validate(config).configValues()) {
                rejected |= !checked.errorMessages().isEmpty();
                checked.errorMessages().forEach(BadConfigurationTest::assertNoSecret);
                assertNoSecret(String.valueOf(checked.value()));
            }
            if (!rejected) {
                start(config);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"contracts", "migrations"})
    void rejectsAnInvalidPathByName(String option) {
        Map<String, String> config = validConfiguration();
        config.put(option, "a\u0000b");

        List<String> rejected = connector.validate(config).configValues().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .map(ConfigValue::name)
                .toList();

        assertThat(rejected).containsExactly(option);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?password=hunter2", "?user=x&PASSWORD=hunter2", "?sslpassword=hunter2"})
    void rejectsAPasswordInTheUrlWithoutRepeatingIt(String parameters) {
        Map<String, String> config = validConfiguration();
        config.put("database.url", "jdbc:postgresql://db/dwh" + parameters);

        List<String> errors = connector.validate(config).configValues().stream()
                .filter(value -> value.name().equals("database.url"))
                .flatMap(value -> value.errorMessages().stream())
                .toList();

        assertThat(errors).hasSize(1);
        assertNoSecret(errors.get(0));
        assertThatThrownBy(() -> new PostgresSinkConfig(config)).isInstanceOf(ConfigException.class);
    }

    @Test
    void hidesThePasswordWhereverTheConfigurationIsShown() {
        PostgresSinkConfig config = new PostgresSinkConfig(validConfiguration());

        assertNoSecret(config.values().toString());
        assertNoSecret(connector.config().validate(validConfiguration()).toString());
    }

    private static void start(Map<String, String> config) {
        FakeWorker worker = new FakeWorker(new FakeTopics(), config);
        try {
            worker.start();
        } catch (ConnectException | InvalidContractsException failure) {
            assertNoSecret(failure.getMessage());
        } finally {
            worker.close();
        }
    }

    private static void assertNoSecret(String message) {
        assertThat(message).doesNotContain(SECRET);
    }
}
