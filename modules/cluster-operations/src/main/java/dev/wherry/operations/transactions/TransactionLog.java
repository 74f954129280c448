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
 * What the coordinators know and have decided, as they write it down in {@code __transaction_state} before they act on
 * it. Asked directly they say less: one that has not loaded its log yet lists nothing, and a new producer of the same
 * transactional id makes it forget how the last one ended.
 */
final class TransactionLog {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** From this version on, a producer's epoch goes up with each transaction, and what is noted of its end has the next one. */
    private static final int EPOCH_A_TRANSACTION = 2;

    /** A producer's transaction; where epochs do not go up, its latest one. */
    private record Transaction(long producerId, int epoch) {}

    private static final Set<TransactionState> UNDER_WAY =
            Set.of(TransactionState.ONGOING, TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);

    private final Set<Long> producers;
    private final Map<Transaction, TransactionOutcome> decisions = new HashMap<>();
    /** By producer: where its coordinator has still to write markers. */
    private final Map<Long, Set<TopicPartition>> underWay = new HashMap<>();

    private TransactionLog(Set<Long> producers) {
        this.producers = producers;
    }

    /**
     * Reads the whole log, which is compacted, but keeps only what is about these producers.
     *
     * @param client how to connect
     * @throws TimeoutException if nothing comes for half a minute
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
            long silentSince = System.nanoTime();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                records.forEach(log::add);
                if (!records.isEmpty()) {
                    silentSince = System.nanoTime();
                } else if (System.nanoTime() - silentSince > PATIENCE.toNanos()) {
                    throw new TimeoutException("the log of transactions cannot be read to its end");
                }
            }
        }
        return log;
    }

    /** All that is about one transactional id is in one partition, and so comes in order. */
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
        underWay.put(value.producerId(), UNDER_WAY.contains(state) ? partitions(value) : Set.of());
        int epoch = value.producerEpoch();
        int ended = value.clientTransactionVersion() >= EPOCH_A_TRANSACTION ? epoch - 1 : epoch;
        switch (state) {
            case ONGOING -> decisions.put(new Transaction(value.producerId(), epoch), TransactionOutcome.ABORTED);
            case PREPARE_COMMIT, COMPLETE_COMMIT ->
                decisions.put(new Transaction(value.producerId(), ended), TransactionOutcome.COMMITTED);
            case PREPARE_ABORT, COMPLETE_ABORT ->
                decisions.putIfAbsent(new Transaction(value.producerId(), ended), TransactionOutcome.ABORTED);
            default -> {
                // nothing is under way
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

    /** Whether the coordinator has that transaction's end in that partition before it. */
    boolean isUnderWay(long producerId, TopicPartition partition) {
        return underWay.getOrDefault(producerId, Set.of()).contains(partition);
    }

    TransactionOutcome decision(long producerId, short epoch) {
        return decisions.getOrDefault(new Transaction(producerId, epoch), TransactionOutcome.UNKNOWN);
    }
}
