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

/** Reads the current offsets of partitions. Every method throws KafkaException if the brokers do not answer. */
public final class LogOffsets implements AutoCloseable {
    private final Admin admin;

    /** @param kafka Kafka client settings, at least {@code bootstrap.servers} */
    public LogOffsets(Map<String, String> kafka) {
        admin = Admin.create(new HashMap<>(kafka));
    }

    /** The log start offsets. */
    public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
        return list(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /**
     * The log end offsets, including open transactions. A read_committed consumer sees the last stable offset as the end:
     * reaching it does not mean that every record has been read.
     */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return list(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** The last stable offsets, where read_committed consumers stop. */
    public Map<TopicPartition, Long> committedEnds(Collection<TopicPartition> partitions) {
        return list(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    private Map<TopicPartition, Long> list(
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
                    "Cannot list offsets: " + failure.getCause().getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while listing offsets", interrupted);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
