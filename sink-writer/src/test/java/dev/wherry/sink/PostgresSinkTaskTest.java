package dev.wherry.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    private static final TopicPartition STATE = new TopicPartition(Gauges.STATE, 0);
    private static final TopicPartition OTHER_STATE = new TopicPartition(Gauges.STATE, 1);
    private static final TopicPartition INVALID = new TopicPartition(Gauges.INVALID, 0);
    private static final TopicPartition LEDGER = new TopicPartition("ledger", 0);

    private final TestDatabase database = TestServer.newDatabase();
    private final TestLog log = new TestLog();
    private final TestWorker worker = new TestWorker(log, TestWorker.configuration(database));

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void rowHoldsTheEventAndWhereItCameFrom() throws SQLException {
        log.append(STATE, Gauges.state(1, 1, "1.50"));

        worker.start(STATE).drain();

        assertEquals(
                List.of("Süd|1|1.50|∅|gauges/a.json|17|2020-09-13 12:26:40.123456+00|t"),
                database.rows("SELECT station, id, level, note, file, \"offset\", modified::text,"
                        + " now() - loaded BETWEEN interval '0' AND interval '1 minute' FROM gauges"));
    }

    @Test
    void newestOfABatchIsWrittenOnce() throws SQLException {
        log.append(STATE, Gauges.state(1, 1, "1"), Gauges.state(1, 3, "3"), Gauges.state(1, 2, "2"));

        worker.start(STATE).drain();

        assertEquals(List.of("1|3"), database.rows("SELECT id, level FROM writes"));
    }

    @Test
    void olderVersionNeverReplacesANewerOne() throws SQLException {
        log.append(STATE, Gauges.state(1, 3, "3"), Gauges.state(1, 2, "2"));

        worker.batchSize(1).start(STATE).drain();

        assertEquals(List.of("1|3"), database.rows("SELECT id, level FROM gauges"));
    }

    @Test
    void laterRecordReplacesAnEarlierOneOfTheSameVersion() throws SQLException {
        log.append(STATE, Gauges.state(1, 1, "1"), Gauges.state(1, 1, "2"), Gauges.state(2, 1, "1"));
        worker.start(STATE).drain();

        log.append(STATE, Gauges.state(2, 1, "2"));
        worker.drain();

        assertEquals(List.of("1|2", "2|2"), database.rows("SELECT id, level FROM gauges ORDER BY id"));
    }

    @Test
    void invalidEventIsQuarantinedVerbatim() throws SQLException {
        log.append(INVALID, Gauges.invalid("{\"type\": \"gauge\" "));

        worker.start(INVALID).drain();

        assertEquals(
                List.of(
                        "invalid.gauges|0|0|gauges/b.json|gauges|gauges/b.json|3|"
                                + "[{\"code\": \"required\", \"message\": \"is missing\", \"pointer\": \"/id\"}]|{\"type\": \"gauge\" |∅"),
                database.rows("SELECT topic, partition, record_offset, key, feed, file, \"offset\", reasons,"
                        + " convert_from(event, 'UTF8'), full_size FROM quarantine"));
    }

    @Test
    void quarantineTakesWhateverARecordHolds() throws SQLException {
        TestLog.Entry odd = new TestLog.Entry(
                new byte[] {'a', 0, -1},
                null,
                Map.of(
                        Headers.FILE, new byte[] {0},
                        Headers.OFFSET, Gauges.text("first"),
                        Headers.REASONS, Gauges.text("[{\"code\":\"\\u0000\",\"message\":\"\\ud800\"}, 7, null]")));
        log.append(INVALID, odd, odd.withHeaders(Map.of(Headers.REASONS, Gauges.text("{"))));
        log.append(INVALID, new TestLog.Entry(null, new byte[] {0, -1}, Map.of()));

        worker.start(INVALID).drain();

        assertEquals(
                List.of("0|∅|\ufffd", "1|∅|no_reasons", "2|\\x00ff|no_reasons"),
                database.rows("SELECT record_offset, event::text, reasons->0->>'code' FROM quarantine ORDER BY 1"));
    }

    @Test
    void ledgerSumsTheNewestCountOfEveryPart() throws SQLException {
        log.append(
                LEDGER,
                Gauges.count("gauges|accepted|a-0", 5),
                Gauges.count("gauges|accepted|a-1", 10),
                Gauges.count("gauges|accepted|a-0", 7),
                Gauges.count("gauges|invalid|a-0", 1));

        worker.start(LEDGER).drain();

        assertEquals(
                List.of("gauges|accepted|17", "gauges|invalid|1"),
                database.rows("SELECT * FROM ledger ORDER BY outcome"));
    }

    @Test
    void recordThatMakesNoRowIsQuarantinedAndTheRestIsWritten() throws SQLException {
        TestLog.Entry good = Gauges.state(1, 1, "1");
        Map<String, byte[]> noVersion = new HashMap<>(good.headers());
        noVersion.remove(Headers.VERSION);
        log.append(
                STATE,
                good,
                new TestLog.Entry(good.key(), null, good.headers()),
                new TestLog.Entry(null, good.value(), good.headers()),
                good.withHeaders(noVersion),
                new TestLog.Entry(Gauges.text("x"), Gauges.text("not JSON"), good.headers()));
        log.append(LEDGER, Gauges.count("no counter", 1), new TestLog.Entry(null, null, Map.of()));

        worker.start(STATE, LEDGER).drain();

        assertEquals(List.of("1|1"), database.rows("SELECT id, level FROM gauges"));
        assertEquals(
                List.of(
                        "ledger|0|no_row",
                        "ledger|1|no_count",
                        "state.gauge|1|tombstone",
                        "state.gauge|2|no_key",
                        "state.gauge|3|no_version",
                        "state.gauge|4|no_row"),
                database.rows("SELECT topic, record_offset, reasons->0->>'code' FROM quarantine ORDER BY 1, 2"));
    }

    @Test
    void nextTaskGoesOnWhereTheDatabaseIs() throws SQLException {
        log.append(STATE, Gauges.state(1, 1, "1"), Gauges.state(2, 1, "1"));
        log.skip(STATE, 1);
        worker.start(STATE).drain();
        log.append(STATE, Gauges.state(3, 1, "1"));

        try (TestWorker next = new TestWorker(log, TestWorker.configuration(database))) {
            next.start(STATE).drain();

            assertEquals(Map.of(STATE, 4L), next.committable());
        }
        assertEquals(List.of("1", "2", "3"), database.rows("SELECT id FROM writes ORDER BY id"));
    }

    @Test
    void groupIsToldWhatIsInTheDatabaseAndNoMore() {
        log.append(STATE, Gauges.state(1, 1, "1"));
        worker.start(STATE, OTHER_STATE);

        Map<TopicPartition, Long> before = worker.committable();
        worker.drain();

        assertEquals(Map.of(STATE, 0L, OTHER_STATE, 0L), before);
        assertEquals(Map.of(STATE, 1L, OTHER_STATE, 0L), worker.committable());
    }

    @Test
    void partitionMayComeAndGo() throws SQLException {
        log.append(STATE, Gauges.state(1, 1, "1"));
        log.append(OTHER_STATE, Gauges.state(2, 1, "1"));
        worker.start(STATE, OTHER_STATE).drain();

        worker.revoke(STATE);
        log.append(STATE, Gauges.state(1, 2, "2"));
        log.append(OTHER_STATE, Gauges.state(2, 2, "2"));
        worker.drain();
        List<String> without = database.rows("SELECT id, level FROM gauges ORDER BY id");
        worker.assign(STATE);
        worker.drain();

        assertEquals(List.of("1|1", "2|2"), without);
        assertEquals(List.of("1|2", "2|2"), database.rows("SELECT id, level FROM gauges ORDER BY id"));
        assertEquals(List.of("4"), database.rows("SELECT count(*) FROM writes"));
    }

    @Test
    void topicThatWasMadeAgainIsReportedInsteadOfLeftOut() throws SQLException {
        log.append(STATE, Gauges.state(1, 1, "1"), Gauges.state(2, 1, "1"));
        worker.start(STATE).drain();
        log.recreate(STATE);
        log.append(STATE, Gauges.state(3, 1, "1"));

        try (TestWorker next = new TestWorker(log, TestWorker.configuration(database))) {
            next.start(STATE);
            ConnectException failure = assertThrows(ConnectException.class, next::drain);

            assertTrue(failure.getMessage().contains("has been deleted and made again"), failure.getMessage());
        }
    }

    @Test
    void topicOfNoContractIsRefused() {
        ConnectException failure =
                assertThrows(ConnectException.class, () -> worker.start(new TopicPartition("state.flood", 0)));

        assertTrue(failure.getMessage().startsWith("No contract speaks of [state.flood]"), failure.getMessage());
    }

    @Test
    void tableThatDoesNotFitTheContractIsRefused() throws SQLException {
        worker.start(STATE).drain();
        database.execute("ALTER TABLE gauges DROP COLUMN note");

        try (TestWorker next = new TestWorker(log, TestWorker.configuration(database))) {
            ConnectException failure = assertThrows(ConnectException.class, () -> next.start(STATE));

            assertTrue(
                    failure.getMessage()
                            .contains("contract gauge, table gauges: column note is missing; the contract says text"),
                    failure.getMessage());
        }
    }
}
