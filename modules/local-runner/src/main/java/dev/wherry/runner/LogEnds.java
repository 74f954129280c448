package dev.wherry.runner;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Where partitions end, transactions that are still open included. A committed reader's own idea of the end stops before
 * the first open transaction; to have reached that one is not to have read all.
 */
final class LogEnds implements AutoCloseable {
    private final Admin admin;

    LogEnds(String bootstrapServers) {
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** Throws KafkaException if the broker does not answer. */
    Map<TopicPartition, Long> of(Collection<TopicPartition> partitions) {
        try {
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(partitions.stream()
                            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest())))
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException failure) {
            throw new KafkaException(
                    "The ends of topics cannot be had: " + failure.getCause().getMessage(), failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while asking for the ends of topics", stop);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
