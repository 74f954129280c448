package dev.wherry.operations.erase;

import dev.wherry.operations.erase.ErasurePlan.RawPartition;
import dev.wherry.operations.topics.LogOffsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Removes records from raw partitions. Copies all other records to the end of their partition, in their order, then deletes
 * everything before the copies.
 *
 * <p>Nothing else may write to the partitions meanwhile. Everything committed behind the planned end is therefore a copy, and
 * the number of copies says how far an interrupted rewrite has come: it continues with the next retained record. A record is
 * never lost, because nothing is deleted before all copies are committed, and never doubled, because the deletion is one
 * step, after which nothing is left to copy.
 */
final class RawRewrite implements AutoCloseable {
    /** Its own, so that the first step of a repetition aborts the transaction of the interrupted one. */
    private static final String TRANSACTIONAL_ID = "wherry-erase";

    private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(5);
    private static final int MAX_REQUEST_BYTES = 64 << 20;

    private final RawReader raw;
    private final LogOffsets offsets;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private final int transactionRecords;

    /** @param transactionRecords the number of copies per transaction, which must take less than its timeout */
    RawRewrite(Map<String, String> kafka, RawReader raw, LogOffsets offsets, int transactionRecords) {
        this.raw = raw;
        this.offsets = offsets;
        this.transactionRecords = transactionRecords;
        admin = Admin.create(new HashMap<>(kafka));
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION_TIMEOUT.toMillis());
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * MAX_REQUEST_BYTES);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /** @param listener receives a description before each durable step */
    void rewrite(RawPartition plan, Consumer<String> listener) {
        TopicPartition partition = new TopicPartition(plan.topic(), plan.partition());
        long start = offsets.beginnings(Set.of(partition)).get(partition);
        if (start >= plan.end()) {
            return; // rewritten before the interruption
        }
        long copied = copies(partition, plan.end());
        long retained = copy(partition, start, plan, copied, listener);
        if (copies(partition, plan.end()) != retained) {
            throw new ErasureImpossibleException("Another program has written to " + partition
                    + " during the erasure, which has stopped before it deleted anything there: stop the pipeline, and delete"
                    + " the records from offset " + plan.end() + " on only after comparing them with those before.");
        }
        listener.accept("deleting the records of " + partition + " before the copies");
        delete(partition, plan.end());
    }

    private long copies(TopicPartition partition, long end) {
        long[] copies = {0};
        raw.read(partition, end, offsets.ends(Set.of(partition)).get(partition), copy -> copies[0]++);
        return copies[0];
    }

    /** Returns the number of retained records. */
    private long copy(TopicPartition partition, long start, RawPartition plan, long copied, Consumer<String> listener) {
        Set<Long> erased = new HashSet<>(plan.erased());
        long[] retained = {0};
        int[] open = {0};
        raw.read(partition, start, plan.end(), record -> {
            if (erased.contains(record.offset()) || ++retained[0] <= copied) {
                return;
            }
            if (open[0] == 0) {
                listener.accept("copying retained records of " + partition);
                producer.beginTransaction();
            }
            producer.send(copyOf(record));
            if (++open[0] == transactionRecords) {
                producer.commitTransaction();
                open[0] = 0;
            }
        });
        if (open[0] > 0) {
            producer.commitTransaction();
        }
        return retained[0];
    }

    private static ProducerRecord<byte[], byte[]> copyOf(ConsumerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(
                record.topic(), record.partition(), record.timestamp(), record.key(), record.value(), record.headers());
    }

    private void delete(TopicPartition partition, long end) {
        try {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(end)))
                    .all()
                    .get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof KafkaException known ? known : new KafkaException(failure.getCause());
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    /** Aborts a transaction that is still open. */
    @Override
    public void close() {
        try {
            producer.close();
        } finally {
            admin.close();
        }
    }
}
