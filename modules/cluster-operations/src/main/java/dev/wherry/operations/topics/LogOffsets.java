package dev.wherry.operations.topics;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Where partitions begin and end just now. Every method throws KafkaException if the brokers do not answer. */
public final class LogOffsets implements AutoCloseable {
    private final Admin admin;

    /** @param kafka settings of Kafka's clients; {@code bootstrap.servers} at least */
    public LogOffsets(Map<String, String> kafka) {
        admin = Admin.create(new HashMap<>(kafka));
    }

    /** The first offsets that there are. */
    public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        return of(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /**
     * The ends, transactions that are still open included. A committed reader's own idea of the end stops before the first open
     * transaction; to have reached that one is not to have read all.
     */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return of(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** Where committed readers come to the end. */
    public Map<TopicPartition, Long> committedEnds(Collection<TopicPartition> partitions) {
        return of(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    private Map<TopicPartition, Long> of(
            Collection<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
        try {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            admin.listOffsets(
                            partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec)),
                            new ListOffsetsOptions(isolation))
                    .all()
                    .get()
                    .forEach((partition, found) -> offsets.put(partition, found.offset()));
            return offsets;
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
