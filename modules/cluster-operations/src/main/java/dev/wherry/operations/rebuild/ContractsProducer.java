package dev.wherry.operations.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.contracts.change.RecordedContract;
import dev.wherry.wire.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes to the topic {@code contracts} what the streams app finds there at its next start. */
final class ContractsProducer {
    private final Map<String, Object> kafka;

    /** @param kafka Kafka client settings */
    ContractsProducer(Map<String, String> kafka) {
        this.kafka = new HashMap<>(kafka);
    }

    /** On return, the brokers have the record. */
    void publish(String type, RecordedContract contract) {
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            KafkaFutures.await(producer.send(new ProducerRecord<>(
                    Topics.CONTRACTS, type.getBytes(UTF_8), contract.text().getBytes(UTF_8))));
        }
    }
}
