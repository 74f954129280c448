package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Failures that pass: the sink goes on by itself, and every row is written once. */
class TransientFailureTest {
    private static final TopicPartition STATE = new TopicPartition(GaugeRecords.STATE, 0);

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final DatabaseProxy proxy = new DatabaseProxy(database);
    private final FakeTopics log = new FakeTopics();
    private final Map<String, String> configuration = new HashMap<>(FakeWorker.configuration(proxy.database()));
    private final ExecutorService elsewhere = Executors.newCachedThreadPool();
    private FakeWorker worker;

    @AfterEach
    void stop() throws Exception {
        elsewhere.shutdownNow();
        proxy.close();
        if (worker != null) {
            worker.close();
        }
    }

    @Test
    void databaseMayBeAwayAtTheStart() throws Exception {
        log.append(STATE, GaugeRecords.state(1, 1, "1"));
        proxy.cut();

        startWorker();
        worker.poll();
        worker.poll();
        List<String> retries = worker.retries();
        proxy.mend();
        worker.drain();

        assertThat(retries.size()).isEqualTo(2);
        assertThat(retries.get(0).startsWith("The database cannot be used: SQLSTATE 08")).as(retries.get(0)).isTrue();
        assertWrittenOnce(1);
    }

    @Test
    void waitsLongerAfterEveryFailureInARow() throws Exception {
        configuration.put("retry.backoff.ms", "100");
        configuration.put("retry.backoff.max.ms", "300");
        proxy.cut();
        startWorker();
        worker.poll();
        worker.poll();
        proxy.mend();
        worker.poll();
        proxy.cut();
        log.append(STATE, GaugeRecords.state(1, 1, "1"));

        Await.until("the record's failure is told", () -> {
            worker.poll();
            return worker.retries().size() == 3;
        });

        // Shorter ones are no waits after a failure, but for what becomes of the record.
        assertThat(worker.timeouts().stream().filter(millis -> millis >= 100).toList()).isEqualTo(List.of(100L, 200L, 300L, 100L));
    }

    @Test
    void connectionMayBreakBetweenBatches() throws Exception {
        log.append(STATE, GaugeRecords.state(1, 1, "1"));
        startWorker();
        worker.drain();
        log.append(STATE, GaugeRecords.state(2, 1, "1"));

        proxy.cut();
        proxy.mend();
        worker.drain();

        assertThat(worker.retries().size()).isEqualTo(1);
        assertWrittenOnce(1, 2);
    }

    @Test
    void connectionMayBreakInTheMiddleOfABatch() throws Exception {
        Future<?> draining = drainUntilItWaitsForARow();

        proxy.cut();
        proxy.mend();
        releaseRow();
        draining.get();

        assertThat(worker.retries().isEmpty()).isFalse();
        assertWrittenOnce(1, 2);
    }

    @Test
    void backendMayBeTerminatedInTheMiddleOfABatch() throws Exception {
        Future<?> draining = drainUntilItWaitsForARow();

        database.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + SINK_WAITS);
        releaseRow();
        draining.get();

        assertThat(worker.retries().get(0).contains("57P01")).as(worker.retries().get(0)).isTrue();
        assertWrittenOnce(1, 2);
    }

    @Test
    void statementMayTakeTooLong() throws Exception {
        configuration.put("database.statement.timeout.ms", "1000");
        Future<?> draining = drainUntilItWaitsForARow();

        Await.until("a statement has timed out", () -> !worker.retries().isEmpty());
        releaseRow();
        draining.get();

        assertThat(worker.retries().get(0).contains("57014")).as(worker.retries().get(0)).isTrue();
        assertThat(worker.retries().get(0).contains("raise database.statement.timeout.ms")).as(worker.retries().get(0)).isTrue();
        assertWrittenOnce(1, 2);
    }

    @Test
    void commitWhoseAnswerIsLostIsNotDoneAgain() throws Exception {
        // Sends the word COMMIT each time, so that the proxy can see it.
        configuration.merge("database.url", "?prepareThreshold=0", String::concat);
        startWorker();
        worker.drain();
        log.append(STATE, GaugeRecords.state(1, 1, "1"));

        proxy.loseAnswersToCommits();
        worker.poll();
        Await.until("the commit is done", () -> !database.rows("SELECT * FROM gauges")
                .isEmpty());
        proxy.mend();
        worker.drain();

        assertThat(worker.retries().size()).isEqualTo(1);
        assertWrittenOnce(1);
    }

    @Test
    void deadlockWithSomebodyElseIsTriedAgain() throws Exception {
        // Who waits looks for a deadlock once, after this time; it must be there by then, on a loaded machine, too.
        configuration.merge("database.url", "?options=-c%20deadlock_timeout=5s", String::concat);
        Future<?> draining = drainUntilItWaitsForARow();

        // The sink holds row 1 and waits for row 2, which this holds. The sink looks for deadlocks sooner, so it is the
        // victim.
        try (Statement statement = holder.createStatement()) {
            statement.execute("SET deadlock_timeout = '60s'");
            statement.execute("SELECT FROM gauges WHERE id = 1 FOR UPDATE");
        }
        releaseRow();
        draining.get();

        assertThat(worker.retries().get(0).contains("40P01")).as(worker.retries().get(0)).isTrue();
        assertWrittenOnce(1, 2);
    }

    private static final String SINK_WAITS =
            "application_name = 'wherry sink-writer' AND wait_event_type = 'Lock' AND datname = current_database()";

    private Connection holder;

    /** Has the sink write rows 1 and 2, and stop in the middle, because row 2 is locked. */
    private Future<?> drainUntilItWaitsForARow() throws Exception {
        startWorker();
        log.append(STATE, GaugeRecords.state(1, 1, "0"), GaugeRecords.state(2, 1, "0"));
        worker.drain();
        database.execute("TRUNCATE writes");
        holder = database.connect();
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute("SELECT FROM gauges WHERE id = 2 FOR UPDATE");
        }
        log.append(STATE, GaugeRecords.state(1, 2, "1"), GaugeRecords.state(2, 2, "1"));
        Future<?> draining = elsewhere.submit(worker::drain);
        Await.until("the sink waits for the row", () -> !database.rows(
                        "SELECT pid FROM pg_stat_activity WHERE " + SINK_WAITS)
                .isEmpty());
        return draining;
    }

    private void releaseRow() throws SQLException {
        holder.rollback();
        holder.close();
    }

    private void startWorker() {
        worker = new FakeWorker(log, configuration).start(STATE);
    }

    private void assertWrittenOnce(int... ids) throws SQLException {
        List<String> expected = Arrays.stream(ids).mapToObj(id -> id + "|1").toList();
        assertThat(database.rows("SELECT id, level FROM writes ORDER BY id")).isEqualTo(expected);
        assertThat(database.rows("SELECT id, level FROM gauges ORDER BY id")).isEqualTo(expected);
    }
}
