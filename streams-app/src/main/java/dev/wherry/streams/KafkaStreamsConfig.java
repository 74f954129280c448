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

/** What the options mean to Kafka Streams, and the settings that are the same for everybody. */
final class KafkaStreamsConfig {
    /** What the guarantees rest on, or what an option of ours sets; not to be overridden. */
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

    /**
     * The settings of one running app.
     *
     * @param memory shared by the app's stores; open for as long as it runs
     */
    static StreamsConfig of(StreamsAppConfig options, StoreMemory memory) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // Order of arrival never changes the result, so no task need wait for one input to catch up with another.
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        // Nothing is looked at while the app waits for records; so this is how late an end of a transaction may be.
        settings.put(StreamsConfig.POLL_MS_CONFIG, 10);
        tuneClients(settings, options.getInt(StreamsAppConfig.MAX_MESSAGE_BYTES));
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedStores.class);
        settings.put(BoundedStores.MEMORY, memory);
        fromOptions(settings, options);
        settings.putAll(options.originalsWithPrefix(StreamsAppConfig.KAFKA_PREFIX));
        return new StreamsConfig(settings);
    }

    private static void tuneClients(Map<String, Object> settings, int maxMessageBytes) {
        settings.put(producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        settings.put(producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 << 10);
        // Longer than a batch takes to fill; the end of a transaction does not wait for it.
        settings.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
        // The first batch for a partition waits in the broker for the transaction's coordinator; the next one would
        // overtake it, be refused and be sent again.
        settings.put(producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        settings.put(producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), maxMessageBytes);
        settings.put(topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), maxMessageBytes);
        // Bounds what is buffered: a thousand of the largest events, for each partition, would be a gigabyte.
        settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 200);
        settings.put(consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG), 16 << 20);
    }

    private static void fromOptions(Map<String, Object> settings, StreamsAppConfig options) {
        int threads = options.getInt(StreamsAppConfig.THREADS);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, options.getString(StreamsAppConfig.BOOTSTRAP_SERVERS));
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, options.getString(StreamsAppConfig.APPLICATION_ID));
        settings.put(StreamsConfig.STATE_DIR_CONFIG, options.getString(StreamsAppConfig.STATE_DIR));
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        settings.put(
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                options.getShort(StreamsAppConfig.REPLICATION_FACTOR).intValue());
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, options.getLong(StreamsAppConfig.COMMIT_INTERVAL_MS));
        // The counters' cache: a few hundred bytes each.
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, (long) threads << 20);
        String instance = options.getString(StreamsAppConfig.GROUP_INSTANCE_ID);
        if (instance != null) {
            settings.put(mainConsumerPrefix(GROUP_INSTANCE_ID_CONFIG), instance);
        }
    }
}
