package dev.wherry.streams.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.contracts.change.RecordedContract;
import dev.wherry.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Timer;

/** The topic {@code contracts}: the contracts that the state of each type was built with. */
public final class ContractsTopic {
    private static final List<TopicPartition> PARTITIONS = List.of(new TopicPartition(Topics.CONTRACTS, 0));
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final Map<String, Object> consumer;
    private final Map<String, Object> producer;

    /**
     * @param consumer settings of a consumer without a group
     * @param producer settings of a producer
     */
    public ContractsTopic(Map<String, Object> consumer, Map<String, Object> producer) {
        this.consumer = new HashMap<>(consumer);
        this.producer = new HashMap<>(producer);
        // that of Kafka Streams is unlimited, because it handles timeouts itself
        this.producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
    }

    /** What was recorded last of each type. */
    public Map<String, RecordedContract> read() {
        Map<String, RecordedContract> recorded = new HashMap<>();
        Timer timer = Time.SYSTEM.timer(TIMEOUT.toMillis());
        try (Consumer<byte[], byte[]> reader =
                new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            reader.assign(PARTITIONS);
            reader.seekToBeginning(PARTITIONS);
            Map<TopicPartition, Long> ends = reader.endOffsets(PARTITIONS);
            while (PARTITIONS.stream().anyMatch(partition -> reader.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL_TIMEOUT)) {
                    recorded.put(new String(record.key(), UTF_8), parse(record));
                }
                timer.update();
                if (timer.isExpired()) {
                    throw new TimeoutException("the topic " + Topics.CONTRACTS + " cannot be read");
                }
            }
        }
        return recorded;
    }

    private static RecordedContract parse(ConsumerRecord<byte[], byte[]> record) {
        try {
            return RecordedContract.parse(new String(record.value(), UTF_8));
        } catch (IllegalArgumentException foreign) {
            throw new KafkaException(
                    "the record of " + Topics.CONTRACTS + " at offset " + record.offset()
                            + " is not one of a contract: delete it with kafka-delete-records",
                    foreign);
        }
    }

    /** Records contracts, by type. On return, the brokers have them. */
    public void write(Map<String, RecordedContract> updates) {
        if (updates.isEmpty()) {
            return;
        }
        try (Producer<byte[], byte[]> writer =
                new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            updates.forEach((type, contract) -> sent.add(writer.send(new ProducerRecord<>(
                    Topics.CONTRACTS, type.getBytes(UTF_8), contract.text().getBytes(UTF_8)))));
            writer.flush();
            for (Future<?> each : sent) {
                each.get();
            }
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof KafkaException known ? known : new KafkaException(failure.getCause());
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}
