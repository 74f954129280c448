package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wherry.sink.database.WarehouseRetry;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Event tables: each event is a row, and what is not new is counted as what it is. */
class EventTablesTest {
    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();
    private final FakeWorker worker = new FakeWorker(log, EventRecords.configuration(database)).batchSize(1_000);

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void newEventsNeedNoCorrection() throws SQLException {
        log.append(EventRecords.VISITS, EventRecords.visit(1, "a"), EventRecords.visit(2, "a"));
        log.append(EventRecords.TRIPS, EventRecords.trip(1, 1, "a"));

        start();

        assertThat(database.rows("SELECT id, note, tags, file FROM visits ORDER BY id"))
                .containsExactly("1|a|{a}|visits/a.json", "2|a|{a}|visits/a.json");
        assertThat(database.rows("SELECT id, seq FROM trips")).containsExactly("1|1");
        assertThat(corrections()).isEmpty();
        assertThat(open()).isEmpty();
    }

    @Test
    void countsCopiesInABatchAndOfEarlierBatches() throws SQLException {
        log.append(
                EventRecords.VISITS,
                EventRecords.visit(1, "a"),
                EventRecords.visit("other-visits", "other-visits/b.json", 1, null, "a"),
                EventRecords.visit(2, "b"),
                EventRecords.visit(1, "a"));
        start();
        assertThat(corrections())
                .containsExactly(
                        "other-visits|accepted|sink-visit-0|-1",
                        "other-visits|duplicate|sink-visit-0|1",
                        "visits|accepted|sink-visit-0|-1",
                        "visits|duplicate|sink-visit-0|1");

        log.append(EventRecords.VISITS, EventRecords.visit(2, "b"), EventRecords.visit(3, "c"));
        worker.drain();

        assertThat(database.rows("SELECT id, file FROM visits ORDER BY id"))
                .containsExactly("1|visits/a.json", "2|visits/a.json", "3|visits/a.json");
        assertThat(corrections("visits")).containsExactly("accepted|-2", "duplicate|2");
        assertThat(open()).isEmpty();
    }

    @Test
    void quarantinesAnotherEventWithTheSameKey() throws SQLException {
        log.append(EventRecords.VISITS, EventRecords.visit(1, "a"), EventRecords.visit(1, "b"));
        start();

        log.append(EventRecords.VISITS, EventRecords.visit(1, "c"), EventRecords.visit(1, "a"));
        worker.drain();

        assertThat(database.rows("SELECT id, note FROM visits")).containsExactly("1|a");
        assertThat(open()).containsExactly("events.visit|1|1|key_conflict", "events.visit|2|1|key_conflict");
        assertThat(corrections("visits")).containsExactly("accepted|-3", "duplicate|1", "invalid|2");
        assertThat(database.rows("SELECT DISTINCT feed, reasons->0->>'message' FROM quarantine"))
                .containsExactly(
                        "visits|table visits has an event with the same key and other values; if both are right,"
                                + " the contract's key must name what tells them apart");
    }

    @Test
    void theSmallestVersionStaysInAnyOrder() throws SQLException {
        log.append(EventRecords.TRIPS, EventRecords.trip(1, 5, "e"), EventRecords.trip(1, 7, "g"));
        start();
        assertThat(corrections("trips")).containsExactly("accepted|-1", "superseded|1");

        log.append(
                EventRecords.TRIPS,
                EventRecords.trip(1, 4, "d"),
                EventRecords.trip(1, 3, "c"),
                EventRecords.trip(1, 3, "c"),
                EventRecords.trip(2, 9, "i"),
                EventRecords.trip(2, 8, "h"));
        worker.drain();

        assertThat(database.rows("SELECT id, seq, note FROM trips ORDER BY id")).containsExactly("1|3|c", "2|8|h");
        assertThat(corrections("trips")).containsExactly("accepted|-5", "duplicate|1", "superseded|4");
        assertThat(open()).isEmpty();
    }

    @Test
    void equalVersionsWithOtherContentConflict() throws SQLException {
        log.append(EventRecords.TRIPS, EventRecords.trip(1, 5, "a"), EventRecords.trip(1, 5, "b"));

        start();

        assertThat(database.rows("SELECT note FROM trips")).containsExactly("a");
        assertThat(open()).containsExactly("events.trip|1|1|key_conflict");
        assertThat(corrections("trips")).containsExactly("accepted|-1", "invalid|1");
    }

    @Test
    void aRejectedRowIsCountedWhenItIsTriedAgain() throws SQLException {
        log.append(
                EventRecords.VISITS,
                EventRecords.visit("visits", "visits/a.json", 1, 7L, "a"),
                EventRecords.visit("visits", "visits/b.json", 1, 7L, "a"),
                EventRecords.visit("visits", "visits/c.json", 1, 7L, "b"));
        start();
        assertThat(open())
                .containsExactly(
                        "events.visit|0|1|sqlstate_23503",
                        "events.visit|1|1|sqlstate_23503",
                        "events.visit|2|1|sqlstate_23503");
        assertThat(corrections()).isEmpty();

        database.execute("INSERT INTO sites VALUES (7)");
        log.append(EventRecords.VISITS, EventRecords.visit(2, "x"));
        worker.drain();

        assertThat(database.rows("SELECT id, note FROM visits ORDER BY id")).containsExactly("1|a", "2|x");
        assertThat(open()).containsExactly("events.visit|2|1|key_conflict");
        assertThat(corrections("visits")).containsExactly("accepted|-2", "duplicate|1", "invalid|1");
    }

    @Test
    void aConflictIsResolvedAfterTheOtherRowWasDeleted() throws SQLException {
        log.append(EventRecords.VISITS, EventRecords.visit(1, "a"), EventRecords.visit(1, "b"));
        start();
        assertThat(retry()).isZero();
        assertThat(corrections("visits")).containsExactly("accepted|-1", "invalid|1");

        database.execute("DELETE FROM visits");
        assertThat(retry()).isEqualTo(1);

        assertThat(database.rows("SELECT note FROM visits")).containsExactly("b");
        assertThat(open()).isEmpty();
        assertThat(corrections("visits")).containsExactly("accepted|0", "invalid|0");
    }

    @Test
    void copiesAmongRejectedRowsAreCountedOnce() throws SQLException {
        for (long id = 0; id < 300; id++) {
            log.append(EventRecords.VISITS, EventRecords.visit(id, "a"), EventRecords.visit(id, "a"));
            if (id % 50 == 0) {
                log.append(
                        EventRecords.VISITS,
                        EventRecords.visit(id, EventRecords.TOO_LONG),
                        EventRecords.visit(id, "b"));
            }
        }

        start();

        assertThat(database.rows("SELECT count(*) FROM visits WHERE note = 'a'"))
                .containsExactly("300");
        assertThat(database.rows("SELECT reasons->0->>'code', count(*) FROM quarantine GROUP BY 1 ORDER BY 1"))
                .containsExactly("key_conflict|6", "sqlstate_23514|6");
        assertThat(corrections("visits")).containsExactly("accepted|-306", "duplicate|300", "invalid|6");
    }

    @Test
    void countsCopiesWhereATriggerChangesNewRowsInASubtransaction() throws SQLException {
        start();
        database.execute("""
                CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    BEGIN
                        UPDATE visits SET file = 'touched' WHERE id = NEW.id;
                    EXCEPTION WHEN division_by_zero THEN
                        NULL;
                    END;
                    RETURN NULL;
                END
                $$;
                CREATE TRIGGER touch AFTER INSERT ON visits FOR EACH ROW EXECUTE FUNCTION touch();
                """);
        log.append(
                EventRecords.VISITS,
                EventRecords.visit(1, "a"),
                EventRecords.visit(1, "a"),
                EventRecords.visit(1, "b"),
                EventRecords.visit(2, "c"));

        worker.drain();

        assertThat(database.rows("SELECT id, note, file FROM visits ORDER BY id"))
                .containsExactly("1|a|touched", "2|c|touched");
        assertThat(corrections("visits")).containsExactly("accepted|-2", "duplicate|1", "invalid|1");
    }

    @Test
    void quarantinesARowThatATriggerDrops() throws SQLException {
        start();
        database.execute("""
                CREATE FUNCTION drop_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
                CREATE TRIGGER drop_it BEFORE INSERT ON visits FOR EACH ROW WHEN (NEW.id = 1) EXECUTE FUNCTION drop_it();
                """);
        log.append(
                EventRecords.VISITS,
                EventRecords.visit(1, "a"),
                EventRecords.visit(2, "a"),
                EventRecords.visit(2, "a"));

        worker.drain();

        assertThat(database.rows("SELECT id FROM visits")).containsExactly("2");
        assertThat(open()).containsExactly("events.visit|0|1|dropped_by_trigger");
        assertThat(corrections("visits")).containsExactly("accepted|-1", "duplicate|1");
    }

    @Test
    void worksOnAPartitionedTable() throws SQLException {
        start();
        database.execute("""
                DROP TABLE trips;
                CREATE TABLE trips (id bigint PRIMARY KEY, seq bigint, note text, file text, version bytea NOT NULL)
                    PARTITION BY HASH (id);
                CREATE TABLE trips_0 PARTITION OF trips FOR VALUES WITH (MODULUS 2, REMAINDER 0);
                CREATE TABLE trips_1 PARTITION OF trips FOR VALUES WITH (MODULUS 2, REMAINDER 1);
                """);
        for (long id = 0; id < 10; id++) {
            log.append(EventRecords.TRIPS, EventRecords.trip(id, 2, "b"), EventRecords.trip(id, 1, "a"));
            log.append(EventRecords.TRIPS, EventRecords.trip(id, 2, "b"), EventRecords.trip(id, 1, "a"));
        }

        worker.drain();

        assertThat(database.rows("SELECT count(*) FROM trips WHERE seq = 1")).containsExactly("10");
        assertThat(corrections("trips")).containsExactly("accepted|-30", "duplicate|10", "superseded|20");
    }

    private void start() {
        worker.start(EventRecords.VISITS, EventRecords.TRIPS).drain();
    }

    private long retry() throws SQLException {
        return WarehouseRetry.run(database.url(), TestDatabase.USER, "", EventRecords.CATALOG, Optional.of("visit"));
    }

    private List<String> corrections() throws SQLException {
        return database.rows("SELECT feed, outcome, part, events FROM ledger_counts ORDER BY 1, 2, 3");
    }

    private List<String> corrections(String feed) throws SQLException {
        return database.rows("SELECT outcome, events FROM ledger WHERE feed = '" + feed + "' ORDER BY 1");
    }

    private List<String> open() throws SQLException {
        return database.rows("SELECT topic, record_offset, key, reasons->0->>'code' FROM quarantine"
                + " WHERE resolved_at IS NULL ORDER BY 1, 2");
    }
}
