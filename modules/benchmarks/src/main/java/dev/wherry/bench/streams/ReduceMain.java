package dev.wherry.bench.streams;

import dev.wherry.bench.process.CommandLoop;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What Kafka Streams offers out of the box: the latest value per key with {@code reduce()}, over RocksDB, exactly once.
 * It does not parse, validate or count; the last record wins. Its arguments are the bootstrap servers, a state
 * directory, the input topic, the output topic, and whether to use a repartition topic, which is necessary if records
 * have another key.
 */
public final class ReduceMain {
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();
    private static final int PARTITIONS = 4;

    private ReduceMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        CommandLoop commands = CommandLoop.open();
        Topology topology = topology(arguments[2], arguments[3], Boolean.parseBoolean(arguments[4]));
        try (KafkaStreams streams =
                new KafkaStreams(topology, new StreamsConfig(settings(arguments[0], arguments[1], arguments[2])))) {
            streams.start();
            while (streams.state() != KafkaStreams.State.RUNNING) {
                Thread.sleep(20);
            }
            commands.serve("", question -> streams.state().name());
        }
        System.exit(0);
    }

    private static Topology topology(String from, String to, boolean repartition) {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<byte[], byte[]> events = builder.stream(from, Consumed.with(BYTES, BYTES));
        if (repartition) {
            events = events.repartition(
                    Repartitioned.with(BYTES, BYTES).withName("by-key").withNumberOfPartitions(PARTITIONS));
        }
        events.groupByKey(Grouped.with("latest", BYTES, BYTES))
                .reduce(
                        (held, next) -> next,
                        Materialized.<byte[], byte[], KeyValueStore<Bytes, byte[]>>as("latest")
                                .withCachingDisabled())
                .toStream()
                .to(to, Produced.with(BYTES, BYTES));
        return builder.build();
    }

    private static Map<String, Object> settings(String bootstrapServers, String directory, String name) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "reduce-" + name);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, ClientConfig.COMMIT_INTERVAL_MS);
        ClientConfig.PRODUCER.forEach((setting, value) -> settings.put(StreamsConfig.producerPrefix(setting), value));
        return settings;
    }
}
