package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wherry.wire.Headers;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresSinkTaskTest {
    private static final TopicPartition STATE = new TopicPartition(GaugeRecords.STATE, 0);
    private static final TopicPartition OTHER_STATE = new TopicPartition(GaugeRecords.STATE, 1);
    private static final TopicPartition INVALID = new TopicPartition(GaugeRecords.INVALID, 0);
    private static final TopicPartition LEDGER = new TopicPartition("ledger", 0);

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();
    private final FakeWorker worker = new FakeWorker(log, FakeWorker.configuration(database));

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void writesTheEventAndItsOrigin() throws SQLException {
        log.append(STATE, GaugeRecords.state(1, 1, "1.50"));

        worker.start(STATE).drain();

        assertThat(database.rows("SELECT station, id, level, note, file, \"offset\", modified::text,"
                        + " now() - loaded BETWEEN interval '0' AND interval '1 minute' FROM gauges"))
                .containsExactly("Süd|1|1.50|∅|gauges/a.json|17|2020-09-13 12:26:40.123456+00|t");
    }

    @Test
    void writesOnlyTheNewestRecordOfABatch() throws SQLException {
        log.append(STATE, GaugeRecords.state(1, 1, "1"), GaugeRecords.state(1, 3, "3"), GaugeRecords.state(1, 2, "2"));

        worker.start(STATE).drain();

        assertThat(database.rows("SELECT id, level FROM writes")).containsExactly("1|3");
    }

    @Test
    void neverReplacesANewerVersion() throws SQLException {
        log.append(STATE, GaugeRecords.state(1, 3, "3"), GaugeRecords.state(1, 2, "2"));

        worker.batchSize(1).start(STATE).drain();

        assertThat(database.rows("SELECT id, level FROM gauges")).containsExactly("1|3");
    }

    @Test
    void replacesAnEarlierRecordOfTheSameVersion() throws SQLException {
        log.append(STATE, GaugeRecords.state(1, 1, "1"), GaugeRecords.state(1, 1, "2"), GaugeRecords.state(2, 1, "1"));
        worker.start(STATE).drain();

        log.append(STATE, GaugeRecords.state(2, 1, "2"));
        worker.drain();

        assertThat(database.rows("SELECT id, level FROM gauges ORDER BY id")).containsExactly("1|2", "2|2");
    }

    @Test
    void quarantinesAnInvalidEventVerbatim() throws SQLException {
        log.append(INVALID, GaugeRecords.invalid("{\"type\": \"gauge\" "));

        worker.start(INVALID).drain();

        assertThat(database.rows("SELECT topic, partition, record_offset, key, feed, file, \"offset\", reasons,"
                        + " convert_from(event, 'UTF8'), full_size FROM quarantine"))
                .containsExactly(
                        "invalid.gauges|0|0|gauges/b.json|gauges|gauges/b.json|3|"
                                + "[{\"code\": \"required\", \"message\": \"is missing\", \"pointer\": \"/id\"}]|{\"type\": \"gauge\" |∅");
    }

    @Test
    void writesTheLineOfACsvRow() throws SQLException {
        FakeTopics.Entry document = GaugeRecords.state(1, 1, "1");
        FakeTopics.Entry row = GaugeRecords.state(2, 1, "1");
        log.append(STATE, document, row.withHeaders(with(row, Headers.LINE, "17")));

        worker.start(STATE).drain();

        assertThat(database.rows("SELECT id, line FROM gauges ORDER BY id")).containsExactly("1|∅", "2|17");
    }

    @Test
    void quarantinesTheLineOfACsvRow() throws SQLException {
        FakeTopics.Entry row = GaugeRecords.invalid("1,2");
        log.append(
                INVALID, row.withHeaders(with(row, Headers.LINE, "17")), row.withHeaders(with(row, Headers.LINE, "x")));

        worker.start(INVALID).drain();

        assertThat(database.rows("SELECT record_offset, line FROM quarantine ORDER BY 1"))
                .containsExactly("0|17", "1|∅");
    }

    private static Map<String, byte[]> with(FakeTopics.Entry entry, String header, String value) {
        Map<String, byte[]> headers = new HashMap<>(entry.headers());
        headers.put(header, GaugeRecords.text(value));
        return headers;
    }

    @Test
    void quarantinesRecordsWithAnyContent() throws SQLException {
        FakeTopics.Entry odd = new FakeTopics.Entry(
                new byte[] {'a', 0, -1},
                null,
                Map.of(
                        Headers.FILE, new byte[] {0},
                        Headers.OFFSET, GaugeRecords.text("first"),
                        Headers.REASONS,
                                GaugeRecords.text("[{\"code\":\"\\u0000\",\"message\":\"\\ud800\"}, 7, null]")));
        log.append(INVALID, odd, odd.withHeaders(Map.of(Headers.REASONS, GaugeRecords.text("{"))));
        log.append(INVALID, new FakeTopics.Entry(null, new byte[] {0, -1}, Map.of()));

        worker.start(INVALID).drain();

        assertThat(database.rows("SELECT record_offset, event::text, reasons->0->>'code' FROM quarantine ORDER BY 1"))
                .containsExactly("0|∅|\ufffd", "1|∅|no_reasons", "2|\\x00ff|no_reasons");
    }

    @Test
    void theLedgerSumsTheNewestCountOfEachPart() throws SQLException {
        log.append(
                LEDGER,
                GaugeRecords.count("gauges|accepted|a-0", 5),
                GaugeRecords.count("gauges|accepted|a-1", 10),
                GaugeRecords.count("gauges|accepted|a-0", 7),
                GaugeRecords.count("gauges|invalid|a-0", 1));

        worker.start(LEDGER).drain();

        assertThat(database.rows("SELECT * FROM ledger ORDER BY outcome"))
                .containsExactly("gauges|accepted|17", "gauges|invalid|1");
    }

    @Test
    void quarantinesRecordsThatCannotBecomeRowsAndWritesTheOthers() throws SQLException {
        FakeTopics.Entry good = GaugeRecords.state(1, 1, "1");
        Map<String, byte[]> noVersion = new HashMap<>(good.headers());
        noVersion.remove(Headers.VERSION);
        log.append(
                STATE,
                good,
                new FakeTopics.Entry(good.key(), null, good.headers()),
                new FakeTopics.Entry(null, good.value(), good.headers()),
                good.withHeaders(noVersion),
                new FakeTopics.Entry(GaugeRecords.text("x"), GaugeRecords.text("not JSON"), good.headers()));
        log.append(LEDGER, GaugeRecords.count("no counter", 1), new FakeTopics.Entry(null, null, Map.of()));

        worker.start(STATE, LEDGER).drain();

        assertThat(database.rows("SELECT id, level FROM gauges")).containsExactly("1|1");
        assertThat(database.rows("SELECT topic, record_offset, reasons->0->>'code' FROM quarantine ORDER BY 1, 2"))
                .containsExactly(
                        "ledger|0|no_row",
                        "ledger|1|no_count",
                        "state.gauge|1|tombstone",
                        "state.gauge|2|no_key",
                        "state.gauge|3|no_version",
                        "state.gauge|4|no_row");
    }

    @Test
    void theNextTaskResumesFromTheOffsetsInTheDatabase() throws SQLException {
        log.append(STATE, GaugeRecords.state(1, 1, "1"), GaugeRecords.state(2, 1, "1"));
        log.skip(STATE, 1);
        worker.start(STATE).drain();
        log.append(STATE, GaugeRecords.state(3, 1, "1"));

        try (FakeWorker next = new FakeWorker(log, FakeWorker.configuration(database))) {
            next.start(STATE).drain();

            assertThat(next.committable()).isEqualTo(Map.of(STATE, 4L));
        }
        assertThat(database.rows("SELECT id FROM writes ORDER BY id")).containsExactly("1", "2", "3");
    }

    @Test
    void committableOffsetsAreThoseInTheDatabase() {
        log.append(STATE, GaugeRecords.state(1, 1, "1"));
        worker.start(STATE, OTHER_STATE);

        Map<TopicPartition, Long> before = worker.committable();
        worker.drain();

        assertThat(before).isEqualTo(Map.of(STATE, 0L, OTHER_STATE, 0L));
        assertThat(worker.committable()).isEqualTo(Map.of(STATE, 1L, OTHER_STATE, 0L));
    }

    @Test
    void aPartitionCanBeRevokedAndReassigned() throws SQLException {
        log.append(STATE, GaugeRecords.state(1, 1, "1"));
        log.append(OTHER_STATE, GaugeRecords.state(2, 1, "1"));
        worker.start(STATE, OTHER_STATE).drain();

        worker.revoke(STATE);
        log.append(STATE, GaugeRecords.state(1, 2, "2"));
        log.append(OTHER_STATE, GaugeRecords.state(2, 2, "2"));
        worker.drain();
        List<String> without = database.rows("SELECT id, level FROM gauges ORDER BY id");
        worker.assign(STATE);
        worker.drain();

        assertThat(without).containsExactly("1|1", "2|2");
        assertThat(database.rows("SELECT id, level FROM gauges ORDER BY id")).containsExactly("1|2", "2|2");
        assertThat(database.rows("SELECT count(*) FROM writes")).containsExactly("4");
    }

    @Test
    void failsIfATopicWasRecreated() throws SQLException {
        log.append(STATE, GaugeRecords.state(1, 1, "1"), GaugeRecords.state(2, 1, "1"));
        worker.start(STATE).drain();
        log.recreate(STATE);
        log.append(STATE, GaugeRecords.state(3, 1, "1"));

        try (FakeWorker next = new FakeWorker(log, FakeWorker.configuration(database))) {
            next.start(STATE);

            assertThatThrownBy(next::drain)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("has been deleted and recreated");
        }
    }

    @Test
    void rejectsATopicWithoutAContract() {
        assertThatThrownBy(() -> worker.start(new TopicPartition("state.flood", 0)))
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith("No contract defines the topics [state.flood]");
    }

    @Test
    void rejectsATableThatDiffersFromItsContract() throws SQLException {
        worker.start(STATE).drain();
        database.execute("ALTER TABLE gauges DROP COLUMN note");

        try (FakeWorker next = new FakeWorker(log, FakeWorker.configuration(database))) {
            assertThatThrownBy(() -> next.start(STATE))
                    .isInstanceOf(OperatorActionRequiredException.class)
                    .hasMessageContaining("table public.gauges: column note is missing; the contract declares text");
        }
    }
}
