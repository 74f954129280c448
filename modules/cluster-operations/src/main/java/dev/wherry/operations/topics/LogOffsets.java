package dev.wherry.operations.topics;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Reads the current offsets of partitions. Every method throws KafkaException if the brokers do not answer. */
public final class LogOffsets implements AutoCloseable {
    private final Admin admin;

    /** @param kafka Kafka client settings, at least {@code bootstrap.servers} */
    public LogOffsets(Map<String, String> kafka) {
        admin = Admin.create(new HashMap<>(kafka));
    }

    /** The partitions of topics, all of which must exist. */
    public List<TopicPartition> partitions(Collection<String> topics) {
        return await(admin.describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
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

    /** The offsets that a consumer group has committed; partitions without one are left out. */
    public Map<TopicPartition, Long> committedBy(String group) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, committed) -> {
                    if (committed != null) {
                        offsets.put(partition, committed.offset());
                    }
                });
        return offsets;
    }

    private Map<TopicPartition, Long> list(
            Collection<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        await(admin.listOffsets(
                                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec)),
                                new ListOffsetsOptions(isolation))
                        .all())
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
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
