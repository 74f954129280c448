package dev.wherry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
    private static final String TOPIC = "messages";

    @TempDir
    Path home;

    @Test
    void readsCommittedButNotAbortedTransactions() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home, 0)) {
            TestTopics topics = new TestTopics(kafka.bootstrapServers());
            topics.create(TOPIC);
            try (KafkaProducer<String, String> producer = producer(kafka)) {
                send(producer, "never mind");
                producer.abortTransaction();
                send(producer, "hello");
                producer.commitTransaction();
            }

            assertThat(topics.read(TOPIC, 1)).containsExactly("hello");
        }
    }

    @Test
    void keepsDataAndPortBetweenStarts() throws Exception {
        String servers;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home, 0)) {
            servers = kafka.bootstrapServers();
            new TestTopics(servers).create(TOPIC);
            try (KafkaProducer<String, String> producer = producer(kafka)) {
                send(producer, "hello");
                producer.commitTransaction();
            }
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home, 0)) {
            assertThat(kafka.bootstrapServers()).isEqualTo(servers);
            assertThat(new TestTopics(servers).read(TOPIC, 1)).isEqualTo(List.of("hello"));
        }
    }

    @Test
    void clientsContinueAfterAStop() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home, 0)) {
            TestTopics topics = new TestTopics(kafka.bootstrapServers());
            topics.create(TOPIC);
            try (KafkaProducer<String, String> producer = producer(kafka)) {
                send(producer, "before");
                producer.commitTransaction();

                kafka.stop();
                kafka.stop();
                kafka.startAgain();
                kafka.startAgain();

                send(producer, "after");
                producer.commitTransaction();
            }
            assertThat(topics.read(TOPIC, 2)).containsExactly("before", "after");
        }
    }

    @Test
    void anOpenTransactionOfThePreviousRunBlocksNoReader() throws Exception {
        KafkaProducer<String, String> abandoned;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home, 0)) {
            new TestTopics(kafka.bootstrapServers()).create(TOPIC);
            abandoned = producer(kafka);
            send(abandoned, "unfinished");
            abandoned.flush();
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home, 0);
                KafkaProducer<String, String> other = new KafkaProducer<>(Map.of(
                        "bootstrap.servers", kafka.bootstrapServers(),
                        "key.serializer", StringSerializer.class,
                        "value.serializer", StringSerializer.class))) {
            other.send(new ProducerRecord<>(TOPIC, "finished")).get();

            // Committed reads end before the first open transaction, whose timeout is longer than this test waits.
            assertThat(new TestTopics(kafka.bootstrapServers()).read(TOPIC, 1)).isEqualTo(List.of("finished"));
        } finally {
            abandoned.close(Duration.ZERO);
        }
    }

    @Test
    void aLeaseStartsAndStopsABroker() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(home, 0)) {
            new TestTopics(kafka.bootstrapServers()).create(TOPIC);
            try (ServiceLease attached = EmbeddedKafka.attach(home)) {
                assertThat(attached.address()).isEqualTo(kafka.bootstrapServers());
            }
            new TestTopics(kafka.bootstrapServers()).read(TOPIC, 0);
        }
        int port;
        try (ServiceLease attached = EmbeddedKafka.attach(home)) {
            port = Integer.parseInt(attached.address().replaceFirst(".*:", ""));
            assertThat(new TestTopics(attached.address()).read(TOPIC, 0)).isEmpty();
        }
        assertThat(LoopbackPorts.isFree(port)).isTrue();
    }

    @Test
    void overridesTakePrecedenceAndNeedANewHome() throws Exception {
        Map<String, String> overrides = Map.of("auto.create.topics.enable", "true", "num.partitions", "3");

        try (EmbeddedKafka kafka = EmbeddedKafka.start(home, overrides);
                KafkaProducer<String, String> producer = producer(kafka)) {
            assertThat(producer.partitionsFor(TOPIC)).hasSize(3);
        }

        assertThatThrownBy(() -> EmbeddedKafka.start(home, overrides)).isInstanceOf(ServiceException.class);
    }

    @Test
    void reportsAHomeWithoutTopics() {
        ServiceException failure = catchThrowableOfType(ServiceException.class, () -> EmbeddedKafka.attach(home));

        assertThat(failure.getMessage())
                .isEqualTo("The home " + home
                        + " contains no topics yet: run the pipeline on it first, or name the home on which it ran.");
    }

    @Test
    void reportsAPortInUseAndReleasesTheHome() throws IOException {
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            ServiceException failure =
                    catchThrowableOfType(ServiceException.class, () -> EmbeddedKafka.start(home, used.getLocalPort()));

            assertThat(failure.getMessage()).as(failure::getMessage).contains("(Kafka, --kafka-port)");
        }
        EmbeddedKafka.start(home, 0).close();
    }

    private static KafkaProducer<String, String> producer(EmbeddedKafka kafka) {
        KafkaProducer<String, String> producer = new KafkaProducer<>(Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "transactional.id",
                "writer",
                "key.serializer",
                StringSerializer.class,
                "value.serializer",
                StringSerializer.class));
        producer.initTransactions();
        return producer;
    }

    private static void send(KafkaProducer<String, String> producer, String text) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(TOPIC, text));
    }
}
