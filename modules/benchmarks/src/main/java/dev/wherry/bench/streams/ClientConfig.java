package dev.wherry.bench.streams;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The client settings of the streams app, used for all contestants so that settings make no difference. */
final class ClientConfig {
    static final long COMMIT_INTERVAL_MS = 100;
    static final Map<String, Object> PRODUCER = Map.of(
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.BATCH_SIZE_CONFIG,
            128 << 10,
            ProducerConfig.LINGER_MS_CONFIG,
            20,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            1);

    private ClientConfig() {}
}
