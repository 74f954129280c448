package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody moves the offsets while the task runs: a rebuild of one type, a restored backup, an operator. */
class MovedOffsetsTest {
    private static final TopicPartition STATE = new TopicPartition(GaugeRecords.STATE, 0);
    private static final TopicPartition INVALID = new TopicPartition(GaugeRecords.INVALID, 0);

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();
    private final FakeWorker worker = new FakeWorker(log, FakeWorker.configuration(database));

    @BeforeEach
    void start() {
        log.append(STATE, GaugeRecords.state(1, 1, "1"), GaugeRecords.state(2, 1, "1"));
        worker.start(STATE, INVALID).drain();
    }

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void anIdleTaskReadsAgainFromWhereTheyAre() throws SQLException {
        database.execute("UPDATE wherry_offsets SET next_offset = 1 WHERE topic = 'state.gauge'; DELETE FROM gauges");

        pollUntilRows("2");

        assertThat(worker.committable()).containsEntry(STATE, 2L);
    }

    @Test
    void anIdleTaskReadsAgainFromTheBeginningIfTheyAreGone() throws SQLException {
        database.execute("DELETE FROM wherry_offsets; DELETE FROM gauges");

        pollUntilRows("1", "2");

        assertThat(worker.committable()).containsEntry(STATE, 2L);
    }

    @Test
    void aTaskThatIsBusyWithOtherTopicsNoticesToo() throws SQLException {
        database.execute("UPDATE wherry_offsets SET next_offset = 0 WHERE topic = 'state.gauge'; DELETE FROM gauges");

        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    log.append(INVALID, GaugeRecords.invalid("{}"));
                    worker.poll();
                    return database.rows("SELECT id FROM gauges").size() == 2;
                });
        worker.drain();

        assertThat(database.rows("SELECT count(*) FROM quarantine"))
                .as("nothing is lost or written twice")
                .containsExactly(String.valueOf(worker.committable().get(INVALID)));
    }

    private void pollUntilRows(String... ids) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> {
                    worker.poll();
                    assertThat(database.rows("SELECT id FROM gauges ORDER BY id"))
                            .containsExactly(ids);
                });
        worker.drain();
    }
}
