package dev.wherry.operations.transactions;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.coordinator.transaction.TransactionState;
import org.apache.kafka.coordinator.transaction.generated.TransactionLogValue;

/**
 * The state and outcome of transactions, read from {@code __transaction_state}, where coordinators log every decision
 * before they act on it. The coordinators themselves report less: one that has not loaded its log yet lists nothing, and a
 * new producer with the same transactional id erases the outcome of the previous one.
 */
final class TransactionLog {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** From this version on (KIP-890), each transaction bumps the producer epoch, and its end is logged with the new epoch. */
    private static final int EPOCH_BUMP_VERSION = 2;

    /** A producer's transaction; before KIP-890, the producer's latest one. */
    private record Transaction(long producerId, int epoch) {}

    private static final Set<TransactionState> IN_FLIGHT =
            Set.of(TransactionState.ONGOING, TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);

    private final Set<Long> producers;
    private final Map<Transaction, TransactionOutcome> outcomes = new HashMap<>();
    /** By producer: the partitions into which its coordinator has yet to write markers. */
    private final Map<Long, Set<TopicPartition>> inFlight = new HashMap<>();

    private TransactionLog(Set<Long> producers) {
        this.producers = producers;
    }

    /**
     * Reads the whole compacted log, and keeps the entries of these producers.
     *
     * @param client Kafka client settings
     * @throws TimeoutException if no record arrives for 30 seconds
     */
    static TransactionLog read(Map<String, ?> client, Set<Long> producers) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        TransactionLog log = new TransactionLog(producers);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.TRANSACTION_STATE_TOPIC_NAME).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long idleSince = System.nanoTime();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                records.forEach(log::add);
                if (!records.isEmpty()) {
                    idleSince = System.nanoTime();
                } else if (System.nanoTime() - idleSince > PATIENCE.toNanos()) {
                    throw new TimeoutException("The transaction log cannot be read to its end");
                }
            }
        }
        return log;
    }

    /** All entries of a transactional id are in one partition, and therefore in order. */
    private void add(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return; // the transactional id has expired
        }
        ByteBuffer buffer = ByteBuffer.wrap(record.value());
        short version = buffer.getShort();
        TransactionLogValue value = new TransactionLogValue(new ByteBufferAccessor(buffer), version);
        if (producers.contains(value.producerId())) {
            add(value);
        }
    }

    private void add(TransactionLogValue value) {
        TransactionState state = TransactionState.fromId(value.transactionStatus());
        inFlight.put(value.producerId(), IN_FLIGHT.contains(state) ? partitions(value) : Set.of());
        int epoch = value.producerEpoch();
        int ended = value.clientTransactionVersion() >= EPOCH_BUMP_VERSION ? epoch - 1 : epoch;
        switch (state) {
            case ONGOING -> outcomes.put(new Transaction(value.producerId(), epoch), TransactionOutcome.ABORTED);
            case PREPARE_COMMIT, COMPLETE_COMMIT ->
                outcomes.put(new Transaction(value.producerId(), ended), TransactionOutcome.COMMITTED);
            case PREPARE_ABORT, COMPLETE_ABORT ->
                outcomes.putIfAbsent(new Transaction(value.producerId(), ended), TransactionOutcome.ABORTED);
            default -> {
                // no transaction is in flight
            }
        }
    }

    private static Set<TopicPartition> partitions(TransactionLogValue value) {
        Set<TopicPartition> partitions = new HashSet<>();
        for (TransactionLogValue.PartitionsSchema topic : value.transactionPartitions()) {
            topic.partitionIds().forEach(partition -> partitions.add(new TopicPartition(topic.topic(), partition)));
        }
        return partitions;
    }

    /** Whether the coordinator has yet to end the producer's transaction in the partition. */
    boolean isInFlight(long producerId, TopicPartition partition) {
        return inFlight.getOrDefault(producerId, Set.of()).contains(partition);
    }

    TransactionOutcome outcome(long producerId, short epoch) {
        return outcomes.getOrDefault(new Transaction(producerId, epoch), TransactionOutcome.UNKNOWN);
    }
}
