package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;

class PostgresSinkConnectorTest {
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private final PostgresSinkConnector connector = new PostgresSinkConnector();
    private final Map<String, String> valid = new HashMap<>(Map.of(
            "contracts",
            GaugeRecords.CONTRACTS.toString(),
            "database.url",
            "jdbc:postgresql://db/dwh",
            "database.user",
            "wherry",
            "key.converter",
            BYTES,
            "value.converter",
            BYTES,
            "header.converter",
            BYTES,
            "consumer.override.isolation.level",
            "read_committed"));

    @Test
    void acceptsAValidConfiguration() {
        assertThat(errors(valid)).isEmpty();
    }

    @Test
    void rejectsWrongWorkerOptionsAndNamesTheRightValue() {
        Map<String, String> invalid = new HashMap<>(valid);
        invalid.remove("key.converter");
        invalid.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        invalid.remove("header.converter");
        invalid.put("consumer.override.isolation.level", "read_uncommitted");
        invalid.put("consumer.override.auto.offset.reset", "latest");

        Map<String, List<String>> errors = errors(invalid);

        assertThat(errors.get("key.converter"))
                .containsExactly("set key.converter=" + BYTES
                        + " in the connector's configuration: keys, values and headers are bytes");
        assertThat(errors.keySet())
                .isEqualTo(Set.of(
                        "key.converter",
                        "value.converter",
                        "header.converter",
                        "consumer.override.isolation.level",
                        "consumer.override.auto.offset.reset"));
    }

    @Test
    void reportsInvalidContracts() {
        Map<String, String> invalid = new HashMap<>(valid);
        invalid.put("contracts", "no/such/directory");

        assertThat(errors(invalid).get("contracts").get(0)).contains("no/such/directory");
    }

    @Test
    void everyTaskReceivesTheConfiguration() {
        connector.start(valid);

        assertThat(connector.taskConfigs(3)).containsExactly(valid, valid, valid);
    }

    @Test
    void isListedInTheServiceManifest() {
        assertThat(ServiceLoader.load(SinkConnector.class).iterator().next()).isInstanceOf(PostgresSinkConnector.class);
    }

    @Test
    void reportsTheVersionOfTheBuild() {
        assertThat(connector.version()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void rejectsAlteredOffsets() {
        assertThatThrownBy(() -> connector.alterOffsets(valid, Map.of()))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private Map<String, List<String>> errors(Map<String, String> configuration) {
        return connector.validate(configuration).configValues().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
    }
}
