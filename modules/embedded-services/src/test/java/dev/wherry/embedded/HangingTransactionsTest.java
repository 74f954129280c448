package dev.wherry.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wherry.operations.transactions.HangingTransaction;
import dev.wherry.operations.transactions.HangingTransactions;
import dev.wherry.operations.transactions.TransactionOutcome;
import dev.wherry.operations.transactions.TransactionWatcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends transactions that hang because they ended while their partition had no leader, as seen in the field. */
class HangingTransactionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TopicPartition PARTITION = new TopicPartition("events", 0);

    @TempDir
    Path home;

    private String bootstrapServers;
    private EmbeddedKafka kafka;
    private SecondBroker second;
    private Admin admin;
    private HangingTransactions hanging;
    private KafkaProducer<String, String> producer;

    @BeforeEach
    void start() throws Exception {
        int controller = LoopbackPorts.anyFree();
        bootstrapServers = "127.0.0.1:" + LoopbackPorts.anyFree();
        kafka = EmbeddedKafka.start(
                home.resolve("first"),
                Map.of(
                        "listeners", "CLIENT://" + bootstrapServers + ",CONTROLLER://127.0.0.1:" + controller,
                        "controller.quorum.voters", "1@127.0.0.1:" + controller,
                        // the time that the second broker waits when it restarts
                        "broker.session.timeout.ms", "6000"));
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
        admin = Admin.create(client);
        hanging = new HangingTransactions(client);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "writer"),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions(); // places the coordinator on the first broker
        second = new SecondBroker(
                Files.createDirectories(home.resolve("second")),
                admin.describeCluster().clusterId().get(),
                controller);
        second.start();
        await().atMost(PATIENCE).until(() -> nodes() == 2);
        admin.createTopics(List.of(new NewTopic(PARTITION.topic(), Map.of(0, List.of(SecondBroker.NODE_ID)))))
                .all()
                .get();
    }

    @AfterEach
    void close() {
        producer.close(Duration.ZERO);
        hanging.close();
        admin.close();
        second.close();
        kafka.close();
    }

    @Test
    void commitsATransactionThatWasCommitted() throws Exception {
        write("committed");
        whileThereIsNoLeader(producer::commitTransaction);

        List<HangingTransaction> found = hanging.endAll();

        assertThat(found.stream().map(HangingTransaction::outcome)).containsExactly(TransactionOutcome.COMMITTED);
        assertThat(committed()).isEqualTo(List.of("committed"));
        assertThat(hanging.find()).isEmpty();
    }

    @Test
    void abortsATransactionThatWasAborted() throws Exception {
        write("aborted");
        whileThereIsNoLeader(producer::abortTransaction);

        List<HangingTransaction> found = hanging.endAll();

        assertThat(found.stream().map(HangingTransaction::outcome)).containsExactly(TransactionOutcome.ABORTED);
        assertThat(committed()).isEmpty();
        assertThat(hanging.find()).isEmpty();
    }

    @Test
    void findsTheOutcomeAfterTheProducerWasReinitialized() throws Exception {
        write("committed");
        whileThereIsNoLeader(producer::commitTransaction);
        producer.close();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "writer"),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();

        hanging.endAll();

        assertThat(committed()).isEqualTo(List.of("committed"));
    }

    @Test
    void theWatcherEndsATransactionThatItSeesTwice() throws Exception {
        write("committed");
        whileThereIsNoLeader(producer::commitTransaction);

        try (TransactionWatcher watch =
                new TransactionWatcher(Map.of("bootstrap.servers", bootstrapServers), Duration.ZERO)) {
            watch.check();
            assertThat(committed()).isEmpty();
            watch.check();
        }

        assertThat(committed()).isEqualTo(List.of("committed"));
    }

    @Test
    void leavesAnOngoingTransactionAlone() throws Exception {
        write("not yet committed");

        assertThat(List.copyOf(hanging.blockedPartitions().keySet())).isEqualTo(List.of(PARTITION));
        assertThat(hanging.endAll()).isEmpty();
        producer.commitTransaction();
        // the coordinator writes the marker asynchronously
        assertThat(new TestTopics(bootstrapServers).read(PARTITION.topic(), 1)).isEqualTo(List.of("not yet committed"));
    }

    private void write(String value) throws Exception {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(PARTITION.topic(), value)).get();
    }

    private void whileThereIsNoLeader(Runnable end) throws Exception {
        second.close();
        await().atMost(PATIENCE).until(() -> !hasLeader());
        end.run();
        second.start();
        await().atMost(PATIENCE).until(this::hasLeader);
        assertThat(List.copyOf(hanging.blockedPartitions().keySet())).isEqualTo(List.of(PARTITION));
    }

    private List<String> committed() {
        return new TestTopics(bootstrapServers).readCommitted(PARTITION.topic());
    }

    private int nodes() {
        try {
            return admin.describeCluster().nodes().get().size();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private boolean hasLeader() {
        try {
            Node leader = admin.describeTopics(List.of(PARTITION.topic()))
                    .allTopicNames()
                    .get()
                    .get(PARTITION.topic())
                    .partitions()
                    .get(0)
                    .leader();
            return Objects.nonNull(leader) && !leader.isEmpty();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
