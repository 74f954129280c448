package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether PostgreSQL refuses a row, which goes to the quarantine, or the whole table, which fails the task. */
class RowOrTableTest {
    private static final TopicPartition STATE = new TopicPartition(GaugeRecords.STATE, 0);

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();
    private final FakeWorker worker = new FakeWorker(log, FakeWorker.configuration(database)).batchSize(1000);

    @AfterEach
    void stop() {
        worker.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "MY001|RAISE EXCEPTION 'level %', NEW.level USING ERRCODE = 'MY001'",
                "P0004|ASSERT false",
                "P0002|SELECT 1 INTO STRICT NEW.level FROM gauges WHERE false",
                "42883|PERFORM no_such_function(NEW.level)",
                "22012|NEW.level = NEW.level / 0",
            })
    void quarantinesTheRowThatATriggerRefuses(String state, String statement) throws SQLException {
        worker.start(STATE);
        trigger("IF NEW.id = 2 THEN " + statement + "; END IF; RETURN NEW;");
        log.append(
                STATE, GaugeRecords.state(1, 1, "1"), GaugeRecords.state(2, 1, "77.5"), GaugeRecords.state(3, 1, "1"));

        worker.drain();

        assertThat(database.rows("SELECT id FROM gauges ORDER BY id")).containsExactly("1", "3");
        assertThat(database.rows("SELECT key, reasons -> 0 ->> 'code' FROM quarantine"))
                .containsExactly("[\"Süd\",\"2\"]|sqlstate_" + state);
        assertThat(database.rows("SELECT reasons FROM quarantine")).noneMatch(reasons -> reasons.contains("77.5"));
    }

    @Test
    void quarantinesTheRowThatRowLevelSecurityRefuses() throws SQLException {
        worker.start(STATE).drain();
        asUserWithPolicy("level < 50");
        log.append(STATE, GaugeRecords.state(1, 1, "1"), GaugeRecords.state(2, 1, "77"), GaugeRecords.state(3, 1, "1"));

        try (FakeWorker restricted = restrictedWorker()) {
            restricted.start(STATE).drain();
        }

        assertThat(database.rows("SELECT id FROM gauges ORDER BY id")).containsExactly("1", "3");
        assertThat(database.rows("SELECT reasons -> 0 ->> 'code' FROM quarantine"))
                .containsExactly("sqlstate_42501");
    }

    @Test
    void failsIfRowLevelSecurityRefusesEveryRow() throws SQLException {
        worker.start(STATE).drain();
        asUserWithPolicy("false");
        log.append(STATE, GaugeRecords.state(1, 1, "1"), GaugeRecords.state(2, 1, "77"));

        try (FakeWorker restricted = restrictedWorker()) {
            restricted.start(STATE);
            assertThatThrownBy(restricted::drain)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("SQLSTATE 42501: table gauges rejected each of 2 rows");
        }

        assertThat(database.rows("SELECT * FROM quarantine")).isEmpty();
    }

    @Test
    void failsIfATriggerRefusesEveryRowAndOneThatTheTableContains() throws SQLException {
        log.append(STATE, GaugeRecords.state(1, 1, "1"));
        worker.start(STATE).drain();
        trigger("RAISE EXCEPTION 'level %', NEW.level USING ERRCODE = 'MY001';");
        log.append(STATE, GaugeRecords.state(2, 1, "77.5"), GaugeRecords.state(3, 1, "77.5"));

        assertThatThrownBy(worker::drain)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(
                        "SQLSTATE MY001: table gauges rejected each of 2 rows and a row that it contains already")
                .hasMessageNotContaining("77.5");
        assertThat(database.rows("SELECT * FROM quarantine")).isEmpty();
        assertThat(database.rows("SELECT next_offset FROM wherry_offsets WHERE topic = 'state.gauge'"))
                .containsExactly("1");
    }

    @Test
    void quarantinesEveryRowOfABatchIfTheTableTakesOthers() throws SQLException {
        log.append(STATE, GaugeRecords.state(1, 1, "1"));
        worker.start(STATE).drain();
        trigger("IF NEW.level > 50 THEN RAISE EXCEPTION USING ERRCODE = 'MY001'; END IF; RETURN NEW;");
        log.append(STATE, GaugeRecords.state(2, 1, "77"), GaugeRecords.state(3, 1, "77"));

        worker.drain();

        assertThat(database.rows("SELECT reasons -> 0 ->> 'code' FROM quarantine"))
                .containsExactly("sqlstate_MY001", "sqlstate_MY001");
        assertThat(database.rows("SELECT id FROM gauges")).containsExactly("1");
    }

    @Test
    void failsIfTheStatementFailsWithoutRows() throws SQLException {
        worker.start(STATE).drain();
        database.execute("""
                CREATE FUNCTION closed() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    RAISE EXCEPTION 'closed at night';
                END
                $$;
                CREATE TRIGGER closed BEFORE INSERT ON gauges EXECUTE FUNCTION closed();
                """);
        log.append(STATE, GaugeRecords.state(1, 1, "1"));

        assertThatThrownBy(worker::drain)
                .isInstanceOf(OperatorActionRequiredException.class)
                .hasMessageContaining("SQLSTATE P0001: table gauges cannot be written: closed at night");
        assertThat(database.rows("SELECT * FROM quarantine")).isEmpty();
    }

    @Test
    void failsWithTheDifferencesIfTheTableHasChanged() throws SQLException {
        worker.start(STATE).drain();
        database.execute("ALTER TABLE gauges DROP COLUMN note");
        log.append(STATE, GaugeRecords.state(1, 1, "1"));

        assertThatThrownBy(worker::drain)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("table public.gauges: column note is missing");
        assertThat(database.rows("SELECT * FROM quarantine")).isEmpty();
    }

    @Test
    void failsIfARuleForbidsTheStatement() throws SQLException {
        worker.start(STATE).drain();
        database.execute("CREATE RULE note AS ON INSERT TO gauges DO ALSO INSERT INTO writes VALUES (NEW.id, 0)");
        log.append(STATE, GaugeRecords.state(1, 1, "1"));

        assertThatThrownBy(worker::drain)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("SQLSTATE 0A000: table gauges cannot be written");
    }

    @Test
    void quarantinesRowsThatATriggerDrops() throws SQLException {
        log.append(STATE, GaugeRecords.state(1, 1, "1"), GaugeRecords.state(2, 1, "1"));
        worker.start(STATE).drain();
        trigger("IF NEW.level > 50 THEN RETURN NULL; END IF; RETURN NEW;");
        log.append(
                STATE,
                GaugeRecords.state(2, 2, "77"),
                GaugeRecords.state(3, 1, "77"),
                GaugeRecords.state(4, 1, "2"),
                GaugeRecords.state(1, 2, "2"));

        worker.drain();

        assertThat(database.rows("SELECT id, level FROM gauges ORDER BY id")).containsExactly("1|2", "2|1", "4|2");
        assertThat(database.rows("SELECT key, reasons -> 0 ->> 'code', reasons -> 0 ->> 'message' FROM quarantine"
                        + " ORDER BY key"))
                .containsExactly(
                        "[\"Süd\",\"2\"]|dropped_by_trigger|a trigger or rule of table gauges dropped the row without an error",
                        "[\"Süd\",\"3\"]|dropped_by_trigger|a trigger or rule of table gauges dropped the row without an error");
    }

    @Test
    void quarantinesRowsThatARuleDrops() throws SQLException {
        worker.start(STATE).drain();
        database.execute("CREATE RULE nothing AS ON INSERT TO gauges DO INSTEAD NOTHING");
        log.append(STATE, GaugeRecords.state(1, 1, "1"), GaugeRecords.state(2, 1, "1"));

        worker.drain();

        assertThat(database.rows("SELECT reasons -> 0 ->> 'code' FROM quarantine"))
                .containsExactly("dropped_by_trigger", "dropped_by_trigger");
    }

    @Test
    void rowsThatVersionsHoldBackAreNotDropped() throws SQLException {
        log.append(STATE, GaugeRecords.state(1, 2, "2"));
        worker.start(STATE).drain();
        log.append(STATE, GaugeRecords.state(1, 1, "1"), GaugeRecords.state(2, 1, "1"));

        worker.drain();

        assertThat(database.rows("SELECT id, level FROM gauges ORDER BY id")).containsExactly("1|2", "2|1");
        assertThat(database.rows("SELECT * FROM quarantine")).isEmpty();
    }

    private void trigger(String body) throws SQLException {
        database.execute("""
                CREATE FUNCTION judge() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    %s
                END
                $$;
                CREATE TRIGGER judge BEFORE INSERT OR UPDATE ON gauges FOR EACH ROW EXECUTE FUNCTION judge();
                """.formatted(body));
    }

    private void asUserWithPolicy(String check) throws SQLException {
        database.execute("""
                DO $$ BEGIN CREATE ROLE restricted LOGIN; EXCEPTION WHEN duplicate_object THEN END $$;
                GRANT ALL ON SCHEMA public TO restricted;
                GRANT ALL ON ALL TABLES IN SCHEMA public TO restricted;
                GRANT ALL ON DATABASE %s TO restricted;
                ALTER TABLE gauges ENABLE ROW LEVEL SECURITY;
                CREATE POLICY judge ON gauges TO restricted USING (true) WITH CHECK (%s);
                """.formatted(database.name(), check));
    }

    private FakeWorker restrictedWorker() {
        Map<String, String> configuration = new HashMap<>(FakeWorker.configuration(database));
        configuration.put("database.user", "restricted");
        return new FakeWorker(log, configuration);
    }
}
