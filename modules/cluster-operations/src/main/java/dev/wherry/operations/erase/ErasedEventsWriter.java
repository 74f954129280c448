package dev.wherry.operations.erase;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.wire.Topics;
import dev.wherry.wire.receipt.ErasedEvents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Says in the topic of finished files how many events an erasure has removed of each. May be repeated: see
 * {@link ErasedEvents}.
 */
final class ErasedEventsWriter {
    private ErasedEventsWriter() {}

    static void write(Map<String, String> kafka, ErasurePlan plan) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "wherry-erase");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            plan.readings()
                    .forEach((reading, events) -> sent.add(producer.send(new ProducerRecord<>(
                            Topics.FILES,
                            reading.getBytes(UTF_8),
                            new ErasedEvents(reading, plan.keyDigest(), events).toJson()))));
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof KafkaException known ? known : new KafkaException(failure.getCause());
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}
