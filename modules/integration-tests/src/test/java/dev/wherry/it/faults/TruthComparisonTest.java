package dev.wherry.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.it.faults.TruthComparison.Finding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Shows that the comparison detects errors. Each test adds one error to those of the tests before. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TruthComparisonTest {
    private static TestCluster cluster;
    private static EventWriters writers;
    private static TruthComparison comparison;

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        cluster = TestCluster.start(home);
        writers = new EventWriters(cluster, 1, 50);
        comparison = new TruthComparison(cluster, writers, new SimulatedOperator(cluster), Duration.ofSeconds(20));
        writers.probes().writeProbe();
        writers.pauseToCompare();
    }

    @AfterAll
    static void end() throws Exception {
        if (cluster != null) {
            comparison.close();
            writers.close();
            cluster.close();
        }
    }

    @Test
    @Order(1)
    void findsNothingInACorrectWarehouse() throws Exception {
        Finding finding = comparison.compare();

        assertThat(finding.differences()).isEmpty();
    }

    @Test
    @Order(2)
    void findsAMissingRow() throws Exception {
        inDatabase("DELETE FROM cards WHERE id = " + ProbeCards.FIRST_ID);

        Finding finding = comparison.compare();

        assertThat(finding.lost()).isEqualTo(1);
        assertThat(finding.differences().contains("cards " + ProbeCards.FIRST_ID + " is missing"))
                .as(finding::toString)
                .isTrue();
    }

    @Test
    @Order(3)
    void findsAFileThatIsPublishedTwice() throws Exception {
        Path probe = cluster.archive().resolve(ProbeCards.firstDocument());
        byte[] file = ("cards/" + probe.getFileName()).getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("raw.cards", file, Files.readAllBytes(probe)))
                    .get();
        }

        Finding finding = comparison.compare();

        assertThat(finding.duplicates()).isEqualTo(1);
        assertThat(finding.differences().contains("raw has cards/" + probe.getFileName() + " 2 times"))
                .as(finding::toString)
                .isTrue();
    }

    @Test
    @Order(4)
    void findsARowThatASnapshotLacksAndAWrongDecision() throws Exception {
        inDatabase("INSERT INTO stock VALUES (999, 1, 'any')");
        inDatabase("UPDATE wherry_snapshots SET verdict = 'refused' WHERE file LIKE 'stock/stock-00000000.%'");

        Finding finding = comparison.compare();

        assertThat(finding.differences())
                .contains("stock 999 is unexpected or duplicated")
                .anyMatch(found -> found.startsWith("snapshot stock/stock-00000000.") && found.endsWith(" refused"));
    }

    @Test
    @Order(5)
    void findsAStuckConsumer() throws Exception {
        // the trigger, because the sink would read the ledger again and catch up
        try (Connection connection = cluster.postgres().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    UPDATE wherry_offsets SET next_offset = 0 WHERE topic = 'ledger';
                    CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                    CREATE TRIGGER stuck BEFORE UPDATE ON wherry_offsets FOR EACH ROW
                    WHEN (OLD.topic = 'ledger') EXECUTE FUNCTION keep()
                    """);
        }

        Finding finding = comparison.compare();

        assertThat(finding.differences().stream().anyMatch(found -> found.startsWith("the sink has not read ledger-0")))
                .as(finding::toString)
                .isTrue();
    }

    private static void inDatabase(String sql) throws SQLException {
        try (Connection connection = cluster.postgres().connect();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }
}
