package dev.wherry.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
    private static final String TOPIC = "spoken";

    @TempDir
    Path home;

    @Test
    void committedTransactionsAreReadAndAbortedOnesAreNot() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home, 0)) {
            TestTopics topics = new TestTopics(kafka.bootstrapServers());
            topics.create(TOPIC);
            try (KafkaProducer<String, String> producer = producer(kafka)) {
                say(producer, "never mind");
                producer.abortTransaction();
                say(producer, "hello");
                producer.commitTransaction();
            }

            assertEquals(List.of("hello"), topics.read(TOPIC, 1));
        }
    }

    @Test
    void keepsDataAndPortBetweenStarts() throws Exception {
        String servers;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home, 0)) {
            servers = kafka.bootstrapServers();
            new TestTopics(servers).create(TOPIC);
            try (KafkaProducer<String, String> producer = producer(kafka)) {
                say(producer, "hello");
                producer.commitTransaction();
            }
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home, 0)) {
            assertEquals(servers, kafka.bootstrapServers());
            assertEquals(List.of("hello"), new TestTopics(servers).read(TOPIC, 1));
        }
    }

    @Test
    void clientsGoOnAfterAStop() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home, 0)) {
            TestTopics topics = new TestTopics(kafka.bootstrapServers());
            topics.create(TOPIC);
            try (KafkaProducer<String, String> producer = producer(kafka)) {
                say(producer, "before");
                producer.commitTransaction();

                kafka.stop();
                kafka.stop();
                kafka.startAgain();
                kafka.startAgain();

                say(producer, "after");
                producer.commitTransaction();
            }
            assertEquals(List.of("before", "after"), topics.read(TOPIC, 2));
        }
    }

    @Test
    void aTransactionLeftOpenByTheLastRunHoldsNobodyUp() throws Exception {
        KafkaProducer<String, String> left;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home, 0)) {
            new TestTopics(kafka.bootstrapServers()).create(TOPIC);
            left = producer(kafka);
            say(left, "unfinished");
            left.flush();
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home, 0);
                KafkaProducer<String, String> other = new KafkaProducer<>(Map.of(
                        "bootstrap.servers", kafka.bootstrapServers(),
                        "key.serializer", StringSerializer.class,
                        "value.serializer", StringSerializer.class))) {
            other.send(new ProducerRecord<>(TOPIC, "finished")).get();

            // Committed reads end before the first open transaction, whose timeout is longer than this test waits.
            assertEquals(List.of("finished"), new TestTopics(kafka.bootstrapServers()).read(TOPIC, 1));
        } finally {
            left.close(Duration.ZERO);
        }
    }

    @Test
    void anAttachmentStartsTheBrokerForItselfAlone() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home, 0)) {
            new TestTopics(kafka.bootstrapServers()).create(TOPIC);
            try (Attachment attached = EmbeddedKafka.attach(home)) {
                assertEquals(kafka.bootstrapServers(), attached.address());
            }
            new TestTopics(kafka.bootstrapServers()).read(TOPIC, 0);
        }
        int port;
        try (Attachment attached = EmbeddedKafka.attach(home)) {
            port = Integer.parseInt(attached.address().replaceFirst(".*:", ""));
            assertEquals(List.of(), new TestTopics(attached.address()).read(TOPIC, 0));
        }
        assertTrue(LoopbackPorts.isFree(port));
    }

    @Test
    void furtherSettingsGoBeforeItsOwnAndNeedANewHome() throws Exception {
        Map<String, String> further = Map.of("auto.create.topics.enable", "true", "num.partitions", "3");

        try (EmbeddedKafka kafka = EmbeddedKafka.start(home, further);
                KafkaProducer<String, String> producer = producer(kafka)) {
            assertEquals(3, producer.partitionsFor(TOPIC).size());
        }

        assertThrows(ServiceException.class, () -> EmbeddedKafka.start(home, further));
    }

    @Test
    void aHomeThatNeverRanHoldsNoTopics() {
        ServiceException failure = assertThrows(ServiceException.class, () -> EmbeddedKafka.attach(home));

        assertEquals(
                "The home " + home
                        + " holds no topics yet: run the pipeline on it first, or name the home that it ran on.",
                failure.getMessage());
    }

    @Test
    void aTakenPortIsSaidAndTheHomeGivenBack() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            ServiceException failure =
                    assertThrows(ServiceException.class, () -> EmbeddedKafka.start(home, taken.getLocalPort()));

            assertTrue(failure.getMessage().contains("on which Kafka is to listen, is taken"), failure::getMessage);
        }
        EmbeddedKafka.start(home, 0).close();
    }

    private static KafkaProducer<String, String> producer(EmbeddedKafka kafka) {
        KafkaProducer<String, String> producer = new KafkaProducer<>(Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "transactional.id",
                "speaker",
                "key.serializer",
                StringSerializer.class,
                "value.serializer",
                StringSerializer.class));
        producer.initTransactions();
        return producer;
    }

    private static void say(KafkaProducer<String, String> producer, String text) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(TOPIC, text));
    }
}
