package dev.wherry.streams;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsAppConfigTest {
    private static final Map<String, Object> DEFAULTS = new HashMap<>(Map.ofEntries(
            entry("bootstrap.servers", "broker:9092"),
            entry("contracts", "contracts"),
            entry("state.dir", "streams-state"),
            entry("application.id", "wherry-streams"),
            entry("threads", 1),
            entry("partitions", 4),
            entry("replication.factor", (short) -1),
            entry("commit.interval.ms", 500L),
            entry("max.message.bytes", 16 << 20)));
    private static final Map<String, String> OTHERS = Map.ofEntries(
            entry("bootstrap.servers", "a:1,b:2"),
            entry("contracts", "/etc/contracts"),
            entry("state.dir", "/var/state"),
            entry("application.id", "other"),
            entry("threads", "3"),
            entry("partitions", "12"),
            entry("replication.factor", "3"),
            entry("commit.interval.ms", "1000"),
            entry("max.message.bytes", "2000000"),
            entry("group.instance.id", "one"),
            entry("health.address", "0.0.0.0:8080"));

    @Test
    void everyOptionButTheBrokersHasADefault() {
        Map<String, Object> expected = new HashMap<>(DEFAULTS);
        expected.put("group.instance.id", null);
        expected.put("health.address", null);

        StreamsAppConfig config = StreamsAppConfig.of(Map.of("bootstrap.servers", "broker:9092"));

        assertThat(config.values()).isEqualTo(expected);
    }

    @Test
    void everyOptionCanDifferFromItsDefault() {
        Map<String, ?> given = StreamsAppConfig.of(OTHERS).values();

        assertThat(given.keySet()).isEqualTo(OTHERS.keySet());
        OTHERS.forEach(
                (name, value) -> assertThat(given.get(name).toString()).as(name).isEqualTo(value));
        DEFAULTS.forEach((name, value) ->
                assertThat(!value.equals(given.get(name))).as(name).isTrue());
    }

    @Test
    void reportsAllProblemsAtOnce() {
        Map<String, String> invalid = Map.of(
                "partitions", "0",
                "replication.factor", "0",
                "health.address", "8080",
                "treads", "2",
                "kafka.processing.guarantee", "at_least_once");

        String message = catchThrowableOfType(InvalidConfigException.class, () -> StreamsAppConfig.of(invalid))
                .getMessage();

        for (String name : Set.of(
                "bootstrap.servers",
                "partitions",
                "replication.factor",
                "health.address",
                "treads",
                "kafka.processing.guarantee")) {
            assertThat(message).as(name + " in: " + message).contains(name);
        }
    }

    @Test
    void passesOptionsAndPrefixedSettingsToKafkaStreams() {
        Map<String, String> given = new HashMap<>(OTHERS);
        given.put("kafka.producer.linger.ms", "5");
        given.put("kafka.num.standby.replicas", "1");

        StreamsConfig kafka;
        try (RocksDbMemory memory = new RocksDbMemory()) {
            kafka = KafkaStreamsConfig.of(StreamsAppConfig.of(given), memory);
        }

        assertThat(kafka.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
        assertThat(kafka.getString("application.id")).isEqualTo("other");
        assertThat(kafka.getInt("num.stream.threads")).isEqualTo(3);
        assertThat(kafka.getInt("replication.factor")).isEqualTo(3);
        assertThat(kafka.getLong("commit.interval.ms")).isEqualTo(1000L);
        assertThat(kafka.getInt("num.standby.replicas")).isEqualTo(1);
        assertThat(kafka.originals().get("producer.linger.ms")).isEqualTo("5");
        assertThat(kafka.originals().get("main.consumer.group.instance.id")).isEqualTo("one");
    }
}
