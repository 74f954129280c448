package dev.wherry.streams;

import static org.apache.kafka.clients.CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG;
import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.mainConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;
import static org.apache.kafka.streams.StreamsConfig.topicPrefix;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Translates the app's options into Kafka Streams settings and adds the settings that are fixed. */
final class KafkaStreamsConfig {
    /** Settings that users cannot override: the guarantees rest on them, or an option of the app sets them. */
    static final Set<String> FIXED = Set.of(
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
            StreamsConfig.APPLICATION_ID_CONFIG,
            StreamsConfig.STATE_DIR_CONFIG,
            StreamsConfig.NUM_STREAM_THREADS_CONFIG,
            StreamsConfig.REPLICATION_FACTOR_CONFIG,
            StreamsConfig.COMMIT_INTERVAL_MS_CONFIG);

    private KafkaStreamsConfig() {}

    /** @param memory shared by the app's stores; must stay open while the app runs */
    static StreamsConfig of(StreamsAppConfig config, RocksDbMemory memory) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // The order of arrival never changes the result, so a task need not wait for records of a lagging input.
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        // A thread runs no punctuator while it polls, so this bounds how late a transaction can commit.
        settings.put(StreamsConfig.POLL_MS_CONFIG, 10);
        tuneClients(settings, config.getInt(StreamsAppConfig.MAX_MESSAGE_BYTES));
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbConfig.class);
        settings.put(RocksDbConfig.MEMORY, memory);
        applyOptions(settings, config);
        settings.putAll(config.originalsWithPrefix(StreamsAppConfig.KAFKA_PREFIX));
        return new StreamsConfig(settings);
    }

    private static void tuneClients(Map<String, Object> settings, int maxMessageBytes) {
        settings.put(producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        settings.put(producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 << 10);
        // Longer than a batch takes to fill. A commit flushes the producer and does not wait for the linger time.
        settings.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
        // A transaction's first batch for a partition waits in the broker for the transaction coordinator. A second
        // batch
        // in flight would overtake it, be rejected and be sent again.
        settings.put(producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        settings.put(producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), maxMessageBytes);
        settings.put(topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), maxMessageBytes);
        // Bounds the heap: the default of 1000 buffered records for each partition could take a gigabyte.
        settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 200);
        settings.put(consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), 16 << 20);
    }

    private static void applyOptions(Map<String, Object> settings, StreamsAppConfig config) {
        int threads = config.getInt(StreamsAppConfig.THREADS);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.getString(StreamsAppConfig.BOOTSTRAP_SERVERS));
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.getString(StreamsAppConfig.APPLICATION_ID));
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.getString(StreamsAppConfig.STATE_DIR));
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        settings.put(
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                config.getShort(StreamsAppConfig.REPLICATION_FACTOR).intValue());
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.getLong(StreamsAppConfig.COMMIT_INTERVAL_MS));
        // Only the counters are cached, at a few hundred bytes each.
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, (long) threads << 20);
        String instanceId = config.getString(StreamsAppConfig.GROUP_INSTANCE_ID);
        if (instanceId != null) {
            settings.put(mainConsumerPrefix(GROUP_INSTANCE_ID_CONFIG), instanceId);
        }
    }
}
