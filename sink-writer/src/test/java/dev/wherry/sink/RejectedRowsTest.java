package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Valid events that PostgreSQL rejects: the table requires a level below 100. */
class RejectedRowsTest {
    private static final TopicPartition STATE = new TopicPartition(GaugeRecords.STATE, 0);

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();
    private final FakeWorker worker = new FakeWorker(log, FakeWorker.configuration(database)).batchSize(1000);

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void quarantinesARejectedRowWithItsSqlstate() throws SQLException {
        log.append(STATE, GaugeRecords.state(1, 1, "100"));

        worker.start(STATE).drain();

        assertThat(database.rows(
                        "SELECT topic, partition, record_offset, key, feed, file, \"offset\", reasons->0->>'code'"
                                + " FROM quarantine"))
                .containsExactly("state.gauge|0|0|[\"Süd\",\"1\"]|gauges|gauges/a.json|17|sqlstate_23514");
        assertThat(database.rows("SELECT * FROM gauges")).isEmpty();
    }

    @Test
    void writesAllRowsExceptTheRejectedOnes() throws SQLException {
        List<Long> ids = new ArrayList<>(LongStream.range(0, 1000).boxed().toList());
        Collections.shuffle(ids, new Random(1));
        for (long id : ids) {
            log.append(STATE, GaugeRecords.state(id, 1, id % 97 == 0 ? "100" : "1"));
        }

        worker.start(STATE).drain();

        assertThat(database.rows("SELECT count(*) FROM gauges")).containsExactly("989");
        assertThat(database.rows("SELECT count(*) FROM writes")).containsExactly("989");
        assertThat(database.rows(
                        "SELECT count(*), count(*) FILTER (WHERE (key::jsonb->>1)::int % 97 = 0) FROM quarantine"))
                .containsExactly("11|11");
        assertThat(database.rows("SELECT next_offset FROM wherry_offsets WHERE topic = 'state.gauge'"))
                .containsExactly("1000");
    }

    @Test
    void quarantinesABatchOfOnlyRejectedRows() throws SQLException {
        for (long id = 0; id < 1000; id++) {
            log.append(STATE, GaugeRecords.state(id, 1, "100"));
        }

        worker.start(STATE).drain();

        assertThat(database.rows("SELECT count(DISTINCT key) FROM quarantine")).containsExactly("1000");
    }

    @Test
    void writesALaterEventOfARejectedKey() throws SQLException {
        log.append(STATE, GaugeRecords.state(1, 1, "100"));
        worker.start(STATE).drain();

        log.append(STATE, GaugeRecords.state(1, 2, "2"));
        worker.drain();

        assertThat(database.rows("SELECT id, level FROM gauges")).containsExactly("1|2");
    }

    @Test
    void quarantinesARowThatATriggerRejects() throws SQLException {
        worker.start(STATE);
        database.execute("""
                CREATE FUNCTION reject() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.id = 2 THEN RAISE EXCEPTION 'not 2'; END IF;
                    RETURN NEW;
                END
                $$;
                CREATE TRIGGER reject BEFORE INSERT ON gauges FOR EACH ROW EXECUTE FUNCTION reject();
                """);
        log.append(STATE, GaugeRecords.state(1, 1, "1"), GaugeRecords.state(2, 1, "1"));

        worker.drain();

        assertThat(database.rows("SELECT id FROM gauges")).containsExactly("1");
        assertThat(database.rows("SELECT reasons->0->>'code', reasons->0->>'message' FROM quarantine"))
                .containsExactly("sqlstate_P0001|PostgreSQL rejected the row: SQLSTATE P0001, table gauges");
    }

    @Test
    void writesKeysThatATriggerMergesOneAfterAnother() throws SQLException {
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
        log.append(STATE, GaugeRecords.state(11, 2, "2"), GaugeRecords.state(1, 1, "1"), GaugeRecords.state(2, 1, "1"));

        worker.drain();

        assertThat(database.rows("SELECT id, level FROM gauges ORDER BY id")).containsExactly("1|2", "2|1");
        assertThat(database.rows("SELECT * FROM quarantine")).isEmpty();
    }

    @Test
    void checksDeferredConstraintsImmediately() throws SQLException {
        worker.start(STATE);
        database.execute("CREATE TABLE stations (id bigint PRIMARY KEY); INSERT INTO stations VALUES (1)");
        database.execute("ALTER TABLE gauges ADD CONSTRAINT station_exists FOREIGN KEY (id) REFERENCES stations"
                + " DEFERRABLE INITIALLY DEFERRED");
        log.append(STATE, GaugeRecords.state(1, 1, "1"), GaugeRecords.state(2, 1, "1"));

        worker.drain();

        assertThat(database.rows("SELECT id FROM gauges")).containsExactly("1");
        assertThat(database.rows("SELECT reasons->0->>'code' FROM quarantine")).containsExactly("sqlstate_23503");
    }

    @Test
    void quarantinesAValueThatIsTooLongForAnIndex() throws SQLException {
        Random random = new Random(1);
        StringBuilder incompressible = new StringBuilder();
        random.ints(10_000, 'a', 'z' + 1).forEach(incompressible::appendCodePoint);
        worker.start(STATE);
        database.execute("CREATE INDEX ON gauges (note)");
        log.append(
                STATE,
                GaugeRecords.state("{\"type\":\"gauge\",\"station\":\"S\",\"id\":1,\"seq\":1,\"note\":\""
                        + incompressible + "\"}"));
        log.append(STATE, GaugeRecords.state(2, 1, "1"));

        worker.drain();

        assertThat(database.rows("SELECT id FROM gauges")).containsExactly("2");
        assertThat(database.rows("SELECT reasons->0->>'code' FROM quarantine")).containsExactly("sqlstate_54000");
    }
}
