package dev.wherry.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
            Gauges.CONTRACTS.toString(),
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
    void validConfigurationHasNoErrors() {
        assertEquals(Map.of(), errors(valid));
    }

    @Test
    void workersOptionsMustBeSetAndTheMessageSaysHow() {
        Map<String, String> wrong = new HashMap<>(valid);
        wrong.remove("key.converter");
        wrong.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        wrong.remove("header.converter");
        wrong.put("consumer.override.isolation.level", "read_uncommitted");
        wrong.put("consumer.override.auto.offset.reset", "latest");

        Map<String, List<String>> errors = errors(wrong);

        assertEquals(
                List.of("write key.converter=" + BYTES
                        + " into the connector's own configuration: keys, values and headers are bytes"),
                errors.get("key.converter"));
        assertEquals(
                Set.of(
                        "key.converter",
                        "value.converter",
                        "header.converter",
                        "consumer.override.isolation.level",
                        "consumer.override.auto.offset.reset"),
                errors.keySet());
    }

    @Test
    void faultsOfTheContractsAreTold() {
        Map<String, String> wrong = new HashMap<>(valid);
        wrong.put("contracts", "no/such/directory");

        assertTrue(errors(wrong).get("contracts").get(0).contains("no/such/directory"));
    }

    @Test
    void everyTaskGetsTheConfiguration() {
        connector.start(valid);

        assertEquals(List.of(valid, valid, valid), connector.taskConfigs(3));
    }

    @Test
    void workerFindsItByItsManifest() {
        assertInstanceOf(
                PostgresSinkConnector.class,
                ServiceLoader.load(SinkConnector.class).iterator().next());
    }

    @Test
    void versionIsTheBuilds() {
        assertTrue(connector.version().matches("\\d+\\.\\d+\\.\\d+.*"), connector.version());
    }

    @Test
    void offsetsCannotBeAlteredPastTheDatabase() {
        assertThrows(UnsupportedOperationException.class, () -> connector.alterOffsets(valid, Map.of()));
    }

    private Map<String, List<String>> errors(Map<String, String> configuration) {
        return connector.validate(configuration).configValues().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
    }
}
