package dev.wherry.bench.data;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The producer settings of the shipped source connector, used for all contestants so that settings make no difference. */
public final class SourceProducerConfig {
    public static final Map<String, String> SETTINGS = Map.of(
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.BATCH_SIZE_CONFIG,
            String.valueOf(128 << 10),
            ProducerConfig.LINGER_MS_CONFIG,
            "5");

    private SourceProducerConfig() {}

    /** A new configuration, to which the caller may add. */
    public static Map<String, Object> of(String bootstrapServers) {
        Map<String, Object> config = new HashMap<>(SETTINGS);
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return config;
    }
}
