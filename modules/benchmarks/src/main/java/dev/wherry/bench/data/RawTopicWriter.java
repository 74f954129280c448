package dev.wherry.bench.data;

import dev.wherry.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes events as the source connector does, in one transaction: a read_committed consumer sees all of them at
 * once, on {@link #commit}.
 */
public final class RawTopicWriter implements AutoCloseable {
    private static final int PARTITIONS = 4;

    private final KafkaProducer<byte[], byte[]> producer;
    private boolean inTransaction;

    /** The number of events written and their total size in bytes. */
    public record Written(long events, long bytes) {}

    /** The key of the records. */
    public enum RecordKey {
        /** The file, as in the source connector. */
        FILE,
        /** The key of the event, which makes a repartition topic unnecessary. */
        EVENT
    }

    public RawTopicWriter(String bootstrapServers) {
        Map<String, Object> settings = SourceProducerConfig.of(bootstrapServers);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "bench-raw");
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 600_000);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    /**
     * Writes events, which become visible on {@link #commit}. Events with the same key go to the same partition in
     * order. Each is therefore newer than the stored state, which is the most expensive case.
     */
    public Written write(String topic, KeyedEvents events, long first, int count, RecordKey recordKey) {
        if (!inTransaction) {
            producer.beginTransaction();
            inTransaction = true;
        }
        String feed = topic.substring(topic.indexOf('.') + 1);
        long bytes = 0;
        for (long number = first; number < first + count; number++) {
            long key = events.key(number);
            byte[] event = events.document(number);
            String file = feed + "/" + events.fileName(number);
            producer.send(new ProducerRecord<>(
                    topic,
                    (int) (key % PARTITIONS),
                    bytes(recordKey == RecordKey.FILE ? file : Long.toString(key)),
                    event,
                    headers(file, number)));
            bytes += event.length;
        }
        producer.flush();
        return new Written(count, bytes);
    }

    private static List<Header> headers(String file, long number) {
        return List.of(
                new RecordHeader(Headers.FILE, bytes(file)),
                new RecordHeader(Headers.OFFSET, bytes("0")),
                new RecordHeader(Headers.MODIFIED, bytes(Long.toString(1_700_000_000_000_000_000L + number))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public void commit() {
        producer.commitTransaction();
        inTransaction = false;
    }

    @Override
    public void close() {
        producer.close();
    }
}
