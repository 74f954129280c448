package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The table wherry_contracts says which contracts the state was built with. */
class ContractDigestsTest {
    private static final TopicPartition STATE = new TopicPartition(GaugeRecords.STATE, 0);
    private static final String DIGEST =
            GaugeRecords.catalog().digest(GaugeRecords.catalog().contracts().get(0));

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();

    @Test
    void keepsTheFirstDigestUntilARebuild() throws SQLException {
        try (FakeWorker worker = new FakeWorker(log, FakeWorker.configuration(database)).start(STATE)) {
            assertThat(recorded()).isEqualTo(DIGEST);
        }
        database.execute("UPDATE wherry_contracts SET digest = 'of another contract'");
        try (FakeWorker worker = new FakeWorker(log, FakeWorker.configuration(database)).start(STATE)) {
            assertThat(recorded()).isEqualTo("of another contract");
        }
    }

    @Test
    void recordsAgainAfterARebuildWhileItRuns() throws SQLException {
        try (FakeWorker worker = new FakeWorker(log, FakeWorker.configuration(database)).start(STATE)) {
            log.append(STATE, GaugeRecords.state(1, 1, "1"), GaugeRecords.state(2, 1, "1"));
            worker.batchSize(1).drain();

            // as the reset of a rebuild does
            database.execute("DELETE FROM wherry_contracts; UPDATE wherry_offsets SET next_offset = 3");
            log.append(STATE, GaugeRecords.state(3, 1, "1"), GaugeRecords.state(4, 1, "1"));
            worker.drain();

            assertThat(recorded()).isEqualTo(DIGEST);
        }
    }

    private String recorded() throws SQLException {
        return String.join(",", database.rows("SELECT digest FROM wherry_contracts WHERE type = 'gauge'"));
    }
}
