package dev.wherry.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events that keep their contract but that PostgreSQL refuses; the table demands a level below 100. */
class RefusedRowsTest {
    private static final TopicPartition STATE = new TopicPartition(Gauges.STATE, 0);

    private final TestDatabase database = TestServer.newDatabase();
    private final TestLog log = new TestLog();
    private final TestWorker worker = new TestWorker(log, TestWorker.configuration(database)).batchSize(1000);

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void refusedRowIsQuarantinedWithItsSqlstate() throws SQLException {
        log.append(STATE, Gauges.state(1, 1, "100"));

        worker.start(STATE).drain();

        assertEquals(
                List.of("state.gauge|0|0|[\"Süd\",\"1\"]|gauges|gauges/a.json|17|sqlstate_23514"),
                database.rows("SELECT topic, partition, record_offset, key, feed, file, \"offset\", reasons->0->>'code'"
                        + " FROM quarantine"));
        assertEquals(List.of(), database.rows("SELECT * FROM gauges"));
    }

    @Test
    void exactlyTheRefusedRowsAreLeftOut() throws SQLException {
        List<Long> ids = new ArrayList<>(LongStream.range(0, 1000).boxed().toList());
        Collections.shuffle(ids, new Random(1));
        for (long id : ids) {
            log.append(STATE, Gauges.state(id, 1, id % 97 == 0 ? "100" : "1"));
        }

        worker.start(STATE).drain();

        assertEquals(List.of("989"), database.rows("SELECT count(*) FROM gauges"));
        assertEquals(List.of("989"), database.rows("SELECT count(*) FROM writes"));
        assertEquals(
                List.of("11|11"),
                database.rows(
                        "SELECT count(*), count(*) FILTER (WHERE (key::jsonb->>1)::int % 97 = 0) FROM quarantine"));
        assertEquals(
                List.of("1000"), database.rows("SELECT next_offset FROM wherry_offsets WHERE topic = 'state.gauge'"));
    }

    @Test
    void batchOfNothingButRefusedRowsIsQuarantinedWhole() throws SQLException {
        for (long id = 0; id < 1000; id++) {
            log.append(STATE, Gauges.state(id, 1, "100"));
        }

        worker.start(STATE).drain();

        assertEquals(List.of("1000"), database.rows("SELECT count(DISTINCT key) FROM quarantine"));
    }

    @Test
    void laterEventOfARefusedKeyIsWritten() throws SQLException {
        log.append(STATE, Gauges.state(1, 1, "100"));
        worker.start(STATE).drain();

        log.append(STATE, Gauges.state(1, 2, "2"));
        worker.drain();

        assertEquals(List.of("1|2"), database.rows("SELECT id, level FROM gauges"));
    }

    @Test
    void rowThatATriggerRefusesIsQuarantined() throws SQLException {
        worker.start(STATE);
        database.execute("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.id = 2 THEN RAISE EXCEPTION 'not 2'; END IF;
                    RETURN NEW;
                END
                $$;
                CREATE TRIGGER refuse BEFORE INSERT ON gauges FOR EACH ROW EXECUTE FUNCTION refuse();
                """);
        log.append(STATE, Gauges.state(1, 1, "1"), Gauges.state(2, 1, "1"));

        worker.drain();

        assertEquals(List.of("1"), database.rows("SELECT id FROM gauges"));
        assertEquals(
                List.of("sqlstate_P0001|PostgreSQL refused the row: not 2"),
                database.rows("SELECT reasons->0->>'code', reasons->0->>'message' FROM quarantine"));
    }

    @Test
    void keysThatAreOneToTheTableAreWrittenOneAfterTheOther() throws SQLException {
        worker.start(STATE);
        database.execute("""
                CREATE FUNCTION shorten() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    NEW.id = NEW.id % 10;
                    RETURN NEW;
                END
                $$;
                CREATE TRIGGER shorten BEFORE INSERT ON gauges FOR EACH ROW EXECUTE FUNCTION shorten();
                """);
        log.append(STATE, Gauges.state(11, 2, "2"), Gauges.state(1, 1, "1"), Gauges.state(2, 1, "1"));

        worker.drain();

        assertEquals(List.of("1|2", "2|1"), database.rows("SELECT id, level FROM gauges ORDER BY id"));
        assertEquals(List.of(), database.rows("SELECT * FROM quarantine"));
    }

    @Test
    void constraintThatWaitsForTheCommitIsHeldAtOnce() throws SQLException {
        worker.start(STATE);
        database.execute("CREATE TABLE stations (id bigint PRIMARY KEY); INSERT INTO stations VALUES (1)");
        database.execute("ALTER TABLE gauges ADD CONSTRAINT station_exists FOREIGN KEY (id) REFERENCES stations"
                + " DEFERRABLE INITIALLY DEFERRED");
        log.append(STATE, Gauges.state(1, 1, "1"), Gauges.state(2, 1, "1"));

        worker.drain();

        assertEquals(List.of("1"), database.rows("SELECT id FROM gauges"));
        assertEquals(List.of("sqlstate_23503"), database.rows("SELECT reasons->0->>'code' FROM quarantine"));
    }

    @Test
    void valueThatIsTooLongForAnIndexIsQuarantined() throws SQLException {
        Random random = new Random(1);
        StringBuilder incompressible = new StringBuilder();
        random.ints(10_000, 'a', 'z' + 1).forEach(incompressible::appendCodePoint);
        worker.start(STATE);
        database.execute("CREATE INDEX ON gauges (note)");
        log.append(
                STATE,
                Gauges.state("{\"type\":\"gauge\",\"station\":\"S\",\"id\":1,\"seq\":1,\"note\":\"" + incompressible
                        + "\"}"));
        log.append(STATE, Gauges.state(2, 1, "1"));

        worker.drain();

        assertEquals(List.of("2"), database.rows("SELECT id FROM gauges"));
        assertEquals(List.of("sqlstate_54000"), database.rows("SELECT reasons->0->>'code' FROM quarantine"));
    }
}
