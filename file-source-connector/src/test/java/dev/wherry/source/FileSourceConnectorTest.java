package dev.wherry.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    private static Map<String, String> valid() {
        return new HashMap<>(Map.of(
                "inbox", "/data/inbox",
                "feeds", "cards",
                "key.converter", CONVERTER,
                "value.converter", CONVERTER,
                "header.converter", CONVERTER));
    }

    private List<String> invalidOptions(Map<String, String> config) {
        return connector.validate(config).configValues().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .map(ConfigValue::name)
                .sorted()
                .toList();
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(SourceConnector.class).stream()
                        .anyMatch(provider -> provider.type().equals(FileSourceConnector.class)))
                .isTrue();
    }

    @Test
    void reportsItsVersion() {
        assertThat(connector.version()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(new FileSourceTask().version()).isEqualTo(connector.version());
    }

    @Test
    void acceptsAValidConfiguration() {
        assertThat(invalidOptions(valid())).isEmpty();
    }

    @Test
    void rejectsConvertersThatWouldChangeTheBytes() {
        Map<String, String> config = valid();
        config.remove("key.converter");
        config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("header.converter", "org.apache.kafka.connect.storage.SimpleHeaderConverter");
        assertThat(invalidOptions(config)).containsExactly("header.converter", "key.converter", "value.converter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "r", "Converter", "ByteArrayConverter"})
    void rejectsAPartialConverterName(String given) {
        Map<String, String> config = valid();
        config.put("value.converter", given);
        assertThat(invalidOptions(config)).containsExactly("value.converter");
    }

    @Test
    void rejectsSettingsThatWouldSplitABatchOrDropEvents() {
        Map<String, String> config = valid();
        config.put("transaction.boundary", "interval");
        config.put("errors.tolerance", "all");
        assertThat(invalidOptions(config)).containsExactly("errors.tolerance", "transaction.boundary");
        config.put("transaction.boundary", "POLL");
        config.put("errors.tolerance", "none");
        assertThat(invalidOptions(config)).isEmpty();
    }

    @Test
    void rejectsAnArchiveInsideTheInbox() {
        Map<String, String> config = valid();
        config.put("archive.directory", "/data/inbox/done");
        assertThat(invalidOptions(config)).containsExactly("archive.directory");
        config.put("on.finish", "delete");
        assertThat(invalidOptions(config)).isEmpty();
    }

    @Test
    void reportsAllErrorsAtOnce() {
        Map<String, String> config = valid();
        config.put("inbox", "");
        config.put("quiet.period.ms", "-1");
        config.remove("value.converter");
        assertThat(invalidOptions(config)).containsExactly("inbox", "quiet.period.ms", "value.converter");
    }

    @Test
    void createsNoMoreTasksThanShards() {
        connector.start(valid());
        assertThat(connector.taskConfigs(3)).hasSize(3);
        assertThat(connector.taskConfigs(100)).hasSize(16);
        assertThat(new FileSourceConfig(connector.taskConfigs(3).get(2))
                        .shardAssignment()
                        .task())
                .isEqualTo(2);
    }

    @Test
    void allowsOffsetsToBeResetButNotSet() {
        Map<String, ?> partition = Map.of("lines", "cards/0/0");
        Map<Map<String, ?>, Map<String, ?>> reset = new HashMap<>();
        reset.put(partition, null);
        assertThat(connector.alterOffsets(valid(), reset)).isTrue();
        assertThatThrownBy(
                        () -> connector.alterOffsets(valid(), Map.of(partition, Map.of("file", "1-x", "position", 7))))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void supportsExactlyOnce() {
        assertThat(connector.exactlyOnceSupport(valid())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
    }
}
