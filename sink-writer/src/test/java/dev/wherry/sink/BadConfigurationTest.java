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

/** Whatever is configured, validation names what is wrong; what it lets pass starts, or says in a sentence why not. */
class BadConfigurationTest {
    private static final String SECRET = "hunter2";

    private final PostgresSinkConnector connector = new PostgresSinkConnector();

    private static Map<String, String> good() {
        Map<String, String> good = new HashMap<>();
        PostgresSinkConfig.DEFINITION
                .configKeys()
                .values()
                .forEach(key -> good.put(key.name, key.hasDefault() ? String.valueOf(key.defaultValue) : ""));
        List.of("key.converter", "value.converter", "header.converter")
                .forEach(name -> good.put(name, "org.apache.kafka.connect.converters.ByteArrayConverter"));
        good.put("consumer.override.isolation.level", "read_committed");
        good.put("contracts", GaugeRecords.CONTRACTS.toString());
        good.put("database.url", "jdbc:postgresql://[::1]:1,db:2/dwh?currentSchema=a%20b&ssl=true");
        good.put("database.user", "wherry");
        good.put("database.password", SECRET);
        return good;
    }

    @Test
    void whateverIsConfiguredIsRefusedByNameOrStartsAndThePasswordIsNotSaid() {
        Map<String, String> good = good();
        List<String> options = new ArrayList<>(good.keySet());
        List<byte[]> values = good.values().stream()
                .filter(value -> !value.equals(SECRET))
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .toList();
        Fuzz fuzz = Fuzz.of("sink-configurations", 700);
        Random random = fuzz.random();

        fuzz.run(values, value -> {
            Map<String, String> config = new HashMap<>(good);
            config.put(options.get(random.nextInt(options.size())), new String(value, StandardCharsets.UTF_8));
            boolean refused = false;
            for (var checked : connector.validate(config).configValues()) {
                refused |= !checked.errorMessages().isEmpty();
                checked.errorMessages().forEach(BadConfigurationTest::assertSaysNoSecret);
                assertSaysNoSecret(String.valueOf(checked.value()));
            }
            if (!refused) {
                start(config);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"contracts", "migrations"})
    void aPathThatIsNoneIsRefusedByName(String option) {
        Map<String, String> config = good();
        config.put(option, "a\u0000b");

        List<String> refused = connector.validate(config).configValues().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .map(ConfigValue::name)
                .toList();

        assertThat(refused).isEqualTo(List.of(option));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?password=hunter2", "?user=x&PASSWORD=hunter2", "?sslpassword=hunter2"})
    void aPasswordInTheUrlIsRefusedWithoutRepeatingIt(String parameters) {
        Map<String, String> config = good();
        config.put("database.url", "jdbc:postgresql://db/dwh" + parameters);

        List<String> errors = connector.validate(config).configValues().stream()
                .filter(value -> value.name().equals("database.url"))
                .flatMap(value -> value.errorMessages().stream())
                .toList();

        assertThat(errors.size()).isEqualTo(1);
        assertSaysNoSecret(errors.get(0));
        assertThatThrownBy(() -> new PostgresSinkConfig(config)).isInstanceOf(ConfigException.class);
    }

    @Test
    void thePasswordIsHiddenWhereverTheConfigurationIsShown() {
        PostgresSinkConfig settings = new PostgresSinkConfig(good());

        assertSaysNoSecret(settings.values().toString());
        assertSaysNoSecret(connector.config().validate(good()).toString());
    }

    private static void start(Map<String, String> config) {
        FakeWorker worker = new FakeWorker(new FakeTopics(), config);
        try {
            worker.start();
        } catch (ConnectException | InvalidContractsException saysWhy) {
            assertSaysNoSecret(saysWhy.getMessage());
        } finally {
            worker.close();
        }
    }

    private static void assertSaysNoSecret(String message) {
        assertThat(message.contains(SECRET)).as(message).isFalse();
    }
}
