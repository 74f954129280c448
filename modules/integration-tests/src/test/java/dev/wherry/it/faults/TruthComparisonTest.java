package dev.wherry.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wherry.it.faults.TruthComparison.Finding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
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

/** The campaign would notice. Each test leaves one thing more that is wrong. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TruthComparisonTest {
    private static TestCluster rig;
    private static EventWriters writers;
    private static TruthComparison reconciliation;

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        rig = TestCluster.start(home);
        writers = new EventWriters(rig.inbox(), 1, 50);
        reconciliation = new TruthComparison(rig, writers, new SimulatedOperator(rig), Duration.ofSeconds(20));
        writers.probes().drop();
        writers.pause();
    }

    @AfterAll
    static void end() throws Exception {
        if (rig != null) {
            reconciliation.close();
            writers.close();
            rig.close();
        }
    }

    @Test
    @Order(1)
    void nothing_is_found_where_nothing_is_wrong() throws Exception {
        Finding finding = reconciliation.compare();

        assertEquals(List.of(), finding.differences());
    }

    @Test
    @Order(2)
    void a_row_that_is_missing_is_found() throws Exception {
        inDatabase("DELETE FROM cards WHERE id = " + ProbeCards.FIRST_ID);

        Finding finding = reconciliation.compare();

        assertEquals(1, finding.lost());
        assertTrue(finding.differences().contains("cards " + ProbeCards.FIRST_ID + " is missing"), finding::toString);
    }

    @Test
    @Order(3)
    void a_file_that_is_published_twice_is_found() throws Exception {
        Path probe = rig.archive().resolve("cards/probe-" + ProbeCards.FIRST_ID + ".json");
        byte[] file = ("cards/" + probe.getFileName()).getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", rig.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("raw.cards", file, Files.readAllBytes(probe)))
                    .get();
        }

        Finding finding = reconciliation.compare();

        assertEquals(1, finding.twice());
        assertTrue(
                finding.differences().contains("raw has cards/" + probe.getFileName() + " 2 times"), finding::toString);
    }

    @Test
    @Order(4)
    void a_reader_that_stands_still_is_found() throws Exception {
        inDatabase("UPDATE wherry_offsets SET next_offset = 0 WHERE topic = 'ledger'");

        Finding finding = reconciliation.compare();

        assertTrue(
                finding.differences().stream().anyMatch(found -> found.startsWith("the sink has not taken ledger-0")),
                finding::toString);
    }

    private static void inDatabase(String sql) throws SQLException {
        try (Connection connection = rig.postgres().connect();
                Statement statement = connection.createStatement()) {
            assertEquals(1, statement.executeUpdate(sql));
        }
    }
}
