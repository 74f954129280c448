package dev.wherry.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.json.JsonConverter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connector configurations in the topic of a worker that is not running. The worker starts what it finds there at once:
 * a source would read from a former inbox, a removed feed, or by former rules until it is replaced.
 */
final class StoredConnectors {
    private static final Logger LOG = LoggerFactory.getLogger(StoredConnectors.class);
    /** The prefixes of the keys that Connect itself deletes with a connector. */
    private static final List<String> KEYS = List.of("connector-", "target-state-");

    private final Map<String, String> kafka;
    private final String topic;

    /** @param worker the worker's name */
    StoredConnectors(Map<String, String> kafka, String worker) {
        this.kafka = Map.copyOf(kafka);
        this.topic = ConnectWorkerConfig.configTopic(worker);
    }

    /**
     * Deletes those of the connectors, but not their offsets, whose configuration differs.
     *
     * @param wanted the configurations by name
     * @throws ServiceException if the topic cannot be read or written
     */
    void deleteOthers(Map<String, Map<String, String>> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        Map<String, Object> stored = read();
        List<String> others = wanted.keySet().stream()
                .filter(name -> stored.containsKey(name)
                        && !stored.get(name).equals(Map.of("properties", named(name, wanted.get(name)))))
                .toList();
        if (!others.isEmpty()) {
            LOG.info("The configuration of {} has changed since the previous run", others);
            delete(others);
        }
    }

    /** As Connect stores it. */
    static Map<String, String> named(String name, Map<String, String> configuration) {
        Map<String, String> named = new HashMap<>(configuration);
        named.put("name", name);
        return named;
    }

    /** The values by connector. */
    private Map<String, Object> read() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        Map<String, Object> values = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                JsonConverter json = new JsonConverter()) {
            json.configure(Map.of("schemas.enable", "false"), false);
            if (consumer.partitionsFor(topic).isEmpty()) {
                return values;
            }
            TopicPartition partition = new TopicPartition(topic, 0); // the only one
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    String key = new String(record.key(), UTF_8);
                    if (!key.startsWith(KEYS.get(0))) {
                        continue;
                    }
                    String name = key.substring(KEYS.get(0).length());
                    if (record.value() == null) {
                        values.remove(name);
                    } else {
                        values.put(
                                name, json.toConnectData(topic, record.value()).value());
                    }
                }
            }
        }
        return values;
    }

    private void delete(List<String> connectors) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(new HashMap<>(kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String connector : connectors) {
                for (String key : KEYS) {
                    producer.send(new ProducerRecord<>(topic, 0, (key + connector).getBytes(UTF_8), null))
                            .get();
                }
            }
        } catch (ExecutionException failure) {
            throw new ServiceException(
                    "The former configurations of " + connectors + " cannot be deleted from the topic " + topic + ": "
                            + failure.getCause().getMessage(),
                    failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServiceException("Interrupted while Kafka Connect was starting.", interrupted);
        }
    }
}
