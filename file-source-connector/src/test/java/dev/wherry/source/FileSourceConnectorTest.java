package dev.wherry.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSourceConnectorTest {
    private static final String CONVERTER = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private final FileSourceConnector connector = new FileSourceConnector();

    private static Map<String, String> good() {
        return new HashMap<>(Map.of(
                "inbox", "/data/inbox",
                "feeds", "cards",
                "key.converter", CONVERTER,
                "value.converter", CONVERTER,
                "header.converter", CONVERTER));
    }

    private List<String> faultyKeys(Map<String, String> config) {
        return connector.validate(config).configValues().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .map(ConfigValue::name)
                .sorted()
                .toList();
    }

    @Test
    void connectFindsItByItsManifest() {
        assertTrue(ServiceLoader.load(SourceConnector.class).stream()
                .anyMatch(provider -> provider.type().equals(FileSourceConnector.class)));
    }

    @Test
    void theWorkerIsToldTheVersion() {
        assertTrue(connector.version().matches("\\d+\\.\\d+\\.\\d+.*"), connector::version);
        assertEquals(connector.version(), new FileSourceTask().version());
    }

    @Test
    void aGoodConfigurationHasNoFaults() {
        assertEquals(List.of(), faultyKeys(good()));
    }

    @Test
    void otherConvertersAreRefusedBecauseBytesWouldNotStayAsTheyAre() {
        Map<String, String> config = good();
        config.remove("key.converter");
        config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("header.converter", "org.apache.kafka.connect.storage.SimpleHeaderConverter");
        assertEquals(List.of("header.converter", "key.converter", "value.converter"), faultyKeys(config));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "r", "Converter", "ByteArrayConverter"})
    void aPartOfTheConvertersNameIsNotItsName(String given) {
        Map<String, String> config = good();
        config.put("value.converter", given);
        assertEquals(List.of("value.converter"), faultyKeys(config));
    }

    @Test
    void settingsThatWouldTearABatchOrDropEventsAreRefused() {
        Map<String, String> config = good();
        config.put("transaction.boundary", "interval");
        config.put("errors.tolerance", "all");
        assertEquals(List.of("errors.tolerance", "transaction.boundary"), faultyKeys(config));
        config.put("transaction.boundary", "POLL");
        config.put("errors.tolerance", "none");
        assertEquals(List.of(), faultyKeys(config));
    }

    @Test
    void anArchiveInsideTheInboxIsRefused() {
        Map<String, String> config = good();
        config.put("archive.directory", "/data/inbox/done");
        assertEquals(List.of("archive.directory"), faultyKeys(config));
        config.put("on.finish", "delete");
        assertEquals(List.of(), faultyKeys(config));
    }

    @Test
    void allFaultsAreReportedAtOnce() {
        Map<String, String> config = good();
        config.put("inbox", "");
        config.put("quiet.period.ms", "-1");
        config.remove("value.converter");
        assertEquals(List.of("inbox", "quiet.period.ms", "value.converter"), faultyKeys(config));
    }

    @Test
    void thereAreNoMoreTasksThanShards() {
        connector.start(good());
        assertEquals(3, connector.taskConfigs(3).size());
        assertEquals(16, connector.taskConfigs(100).size());
        assertEquals(
                2, new FileSourceConfig(connector.taskConfigs(3).get(2)).share().task());
    }

    @Test
    void offsetsCanBeResetButNotSet() {
        Map<String, ?> partition = Map.of("lines", "cards/0/0");
        Map<Map<String, ?>, Map<String, ?>> reset = new HashMap<>();
        reset.put(partition, null);
        assertTrue(connector.alterOffsets(good(), reset));
        assertThrows(
                ConnectException.class,
                () -> connector.alterOffsets(good(), Map.of(partition, Map.of("file", "1-x", "position", 7))));
    }

    @Test
    void exactlyOnceIsSupported() {
        assertEquals(ExactlyOnceSupport.SUPPORTED, connector.exactlyOnceSupport(good()));
    }
}
