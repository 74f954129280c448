package dev.wherry.streams;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    void onlyTheBrokersNeedBeGiven() {
        Map<String, Object> expected = new HashMap<>(DEFAULTS);
        expected.put("group.instance.id", null);
        expected.put("health.address", null);

        StreamsAppConfig options = StreamsAppConfig.of(Map.of("bootstrap.servers", "broker:9092"));

        assertEquals(expected, options.values());
    }

    @Test
    void everyOptionCanBeGiven() {
        Map<String, ?> given = StreamsAppConfig.of(OTHERS).values();

        assertEquals(OTHERS.keySet(), given.keySet());
        OTHERS.forEach((name, value) -> assertEquals(value, given.get(name).toString(), name));
        DEFAULTS.forEach((name, value) -> assertTrue(!value.equals(given.get(name)), name));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        Map<String, String> wrong = Map.of(
                "partitions", "0",
                "replication.factor", "0",
                "health.address", "8080",
                "treads", "2",
                "kafka.processing.guarantee", "at_least_once");

        String said = assertThrows(InvalidConfigException.class, () -> StreamsAppConfig.of(wrong))
                .getMessage();

        for (String name : Set.of(
                "bootstrap.servers",
                "partitions",
                "replication.factor",
                "health.address",
                "treads",
                "kafka.processing.guarantee")) {
            assertTrue(said.contains(name), name + " in: " + said);
        }
    }

    @Test
    void kafkaGetsWhatTheOptionsSayAndWhatStandsBehindItsPrefix() {
        Map<String, String> given = new HashMap<>(OTHERS);
        given.put("kafka.producer.linger.ms", "5");
        given.put("kafka.num.standby.replicas", "1");

        StreamsConfig kafka;
        try (StoreMemory memory = new StoreMemory()) {
            kafka = KafkaStreamsConfig.of(StreamsAppConfig.of(given), memory);
        }

        assertEquals("exactly_once_v2", kafka.getString("processing.guarantee"));
        assertEquals("other", kafka.getString("application.id"));
        assertEquals(3, kafka.getInt("num.stream.threads"));
        assertEquals(3, kafka.getInt("replication.factor"));
        assertEquals(1000L, kafka.getLong("commit.interval.ms"));
        assertEquals(1, kafka.getInt("num.standby.replicas"));
        assertEquals("5", kafka.originals().get("producer.linger.ms"));
        assertEquals("one", kafka.originals().get("main.consumer.group.instance.id"));
    }
}
