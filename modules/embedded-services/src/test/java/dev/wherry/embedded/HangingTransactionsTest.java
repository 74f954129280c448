package dev.wherry.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** On a transaction that hangs for the reason that is seen in the field: it ended while its partition had no leader. */
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
        int controller = Ports.anyFree();
        bootstrapServers = "127.0.0.1:" + Ports.anyFree();
        kafka = EmbeddedKafka.start(
                home.resolve("first"),
                Map.of(
                        "listeners", "CLIENT://" + bootstrapServers + ",CONTROLLER://127.0.0.1:" + controller,
                        "controller.quorum.voters", "1@127.0.0.1:" + controller,
                        // for which the second broker waits when it comes back
                        "broker.session.timeout.ms", "6000"));
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
        admin = Admin.create(client);
        hanging = new HangingTransactions(client);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "writer"),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions(); // which puts the coordinator on the first broker
        second = new SecondBroker(
                Files.createDirectories(home.resolve("second")),
                admin.describeCluster().clusterId().get(),
                controller);
        second.start();
        assertTrue(Await.until(PATIENCE, () -> nodes() == 2));
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
    void what_was_committed_is_committed() throws Exception {
        write("committed");
        whileThereIsNoLeader(producer::commitTransaction);

        List<HangingTransaction> found = hanging.endAll();

        assertEquals(
                List.of(TransactionOutcome.COMMITTED),
                found.stream().map(HangingTransaction::outcome).toList());
        assertEquals(List.of("committed"), committed());
        assertEquals(List.of(), hanging.find());
    }

    @Test
    void what_was_aborted_is_aborted() throws Exception {
        write("aborted");
        whileThereIsNoLeader(producer::abortTransaction);

        List<HangingTransaction> found = hanging.endAll();

        assertEquals(
                List.of(TransactionOutcome.ABORTED),
                found.stream().map(HangingTransaction::outcome).toList());
        assertEquals(List.of(), committed());
        assertEquals(List.of(), hanging.find());
    }

    @Test
    void what_was_decided_is_known_after_the_producer_has_begun_anew() throws Exception {
        write("committed");
        whileThereIsNoLeader(producer::commitTransaction);
        producer.close();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "writer"),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();

        hanging.endAll();

        assertEquals(List.of("committed"), committed());
    }

    @Test
    void a_watch_ends_what_it_sees_twice() throws Exception {
        write("committed");
        whileThereIsNoLeader(producer::commitTransaction);

        try (TransactionWatcher watch =
                new TransactionWatcher(Map.of("bootstrap.servers", bootstrapServers), Duration.ZERO)) {
            watch.check();
            assertEquals(List.of(), committed());
            watch.check();
        }

        assertEquals(List.of("committed"), committed());
    }

    @Test
    void a_transaction_that_is_under_way_is_left_alone() throws Exception {
        write("not yet committed");

        assertEquals(List.of(PARTITION), List.copyOf(hanging.blockedPartitions().keySet()));
        assertEquals(List.of(), hanging.endAll());
        producer.commitTransaction();
        // its coordinator writes the marker a little later
        assertEquals(List.of("not yet committed"), new Topics(bootstrapServers).read(PARTITION.topic(), 1));
    }

    private void write(String value) throws Exception {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(PARTITION.topic(), value)).get();
    }

    private void whileThereIsNoLeader(Runnable end) throws Exception {
        second.close();
        assertTrue(Await.until(PATIENCE, () -> !hasLeader()));
        end.run();
        second.start();
        assertTrue(Await.until(PATIENCE, this::hasLeader));
        assertEquals(List.of(PARTITION), List.copyOf(hanging.blockedPartitions().keySet()));
    }

    private List<String> committed() {
        return new Topics(bootstrapServers).readCommitted(PARTITION.topic());
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
