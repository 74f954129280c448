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

/** Transient failures: the sink continues without intervention and writes every row once. */
class TransientFailureTest {
    private static final TopicPartition STATE = new TopicPartition(GaugeRecords.STATE, 0);

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final DatabaseProxy proxy = new DatabaseProxy(database);
    private final FakeTopics log = new FakeTopics();
    private final Map<String, String> configuration = new HashMap<>(FakeWorker.configuration(proxy.database()));
    private final ExecutorService background = Executors.newCachedThreadPool();
    private FakeWorker worker;
    private Connection lockHolder;

    @AfterEach
    void stop() throws Exception {
        background.shutdownNow();
        proxy.close();
        if (worker != null) {
            worker.close();
        }
    }

    @Test
    void startsWhileTheDatabaseIsUnavailable() throws Exception {
        log.append(STATE, GaugeRecords.state(1, 1, "1"));
        proxy.cut();

        startWorker();
        worker.poll();
        worker.poll();
        List<String> retries = worker.retries();
        proxy.restore();
        worker.drain();

        assertThat(retries).hasSize(2);
        assertThat(retries.get(0)).startsWith("The database is unavailable: SQLSTATE 08");
        assertWrittenOnce(1);
    }

    @Test
    void doublesTheDelayWithEachConsecutiveFailure() throws Exception {
        configuration.put("retry.backoff.ms", "100");
        configuration.put("retry.backoff.max.ms", "300");
        proxy.cut();
        startWorker();
        worker.poll();
        worker.poll();
        proxy.restore();
        worker.poll();
        proxy.cut();
        log.append(STATE, GaugeRecords.state(1, 1, "1"));

        Patience.await("the failure of the record is reported").until(() -> {
            worker.poll();
            return worker.retries().size() == 3;
        });

        // Shorter timeouts are not backoffs: they poll for the outcome of a batch.
        assertThat(worker.timeouts().stream().filter(millis -> millis >= 100).toList())
                .containsExactly(100L, 200L, 300L, 100L);
    }

    @Test
    void survivesABrokenConnectionBetweenBatches() throws Exception {
        log.append(STATE, GaugeRecords.state(1, 1, "1"));
        startWorker();
        worker.drain();
        log.append(STATE, GaugeRecords.state(2, 1, "1"));

        proxy.cut();
        proxy.restore();
        worker.drain();

        assertThat(worker.retries()).hasSize(1);
        assertWrittenOnce(1, 2);
    }

    @Test
    void survivesABrokenConnectionDuringABatch() throws Exception {
        Future<?> draining = drainUntilBlocked();

        proxy.cut();
        proxy.restore();
        releaseRow();
        draining.get();

        assertThat(worker.retries()).isNotEmpty();
        assertWrittenOnce(1, 2);
    }

    @Test
    void survivesATerminatedBackend() throws Exception {
        Future<?> draining = drainUntilBlocked();

        database.terminateBlockedSinks();
        releaseRow();
        draining.get();

        assertThat(worker.retries().get(0)).contains("57P01");
        assertWrittenOnce(1, 2);
    }

    @Test
    void survivesAStatementTimeout() throws Exception {
        configuration.put("database.statement.timeout.ms", "1000");
        Future<?> draining = drainUntilBlocked();

        Patience.await("a statement timeout").until(() -> !worker.retries().isEmpty());
        releaseRow();
        draining.get();

        assertThat(worker.retries().get(0)).contains("57014");
        assertThat(worker.retries().get(0)).contains("raise database.statement.timeout.ms");
        assertWrittenOnce(1, 2);
    }

    @Test
    void doesNotRepeatACommitWhoseResponseIsLost() throws Exception {
        // Unprepared, so that the proxy sees the word COMMIT each time.
        configuration.merge("database.url", "?prepareThreshold=0", String::concat);
        startWorker();
        worker.drain();
        log.append(STATE, GaugeRecords.state(1, 1, "1"));

        proxy.dropCommitResponses();
        worker.poll();
        Patience.await("the commit")
                .until(() -> !database.rows("SELECT * FROM gauges").isEmpty());
        proxy.restore();
        worker.drain();

        assertThat(worker.retries()).hasSize(1);
        assertWrittenOnce(1);
    }

    @Test
    void retriesAfterADeadlock() throws Exception {
        // A backend checks for a deadlock once, after this time. The deadlock must exist by then, even on a slow
        // machine.
        configuration.merge("database.url", "?options=-c%20deadlock_timeout=5s", String::concat);
        Future<?> draining = drainUntilBlocked();

        // The sink holds row 1 and waits for row 2, which the test holds. The sink checks for deadlocks earlier, so it
        // is
        // the victim.
        try (Statement statement = lockHolder.createStatement()) {
            statement.execute("SET deadlock_timeout = '60s'");
            statement.execute("SELECT FROM gauges WHERE id = 1 FOR UPDATE");
        }
        releaseRow();
        draining.get();

        assertThat(worker.retries().get(0)).contains("40P01");
        assertWrittenOnce(1, 2);
    }

    /** Makes the sink write rows 1 and 2, which blocks on row 2 because the test locks it. */
    private Future<?> drainUntilBlocked() throws Exception {
        startWorker();
        log.append(STATE, GaugeRecords.state(1, 1, "0"), GaugeRecords.state(2, 1, "0"));
        worker.drain();
        database.execute("TRUNCATE writes");
        lockHolder = database.connect();
        lockHolder.setAutoCommit(false);
        try (Statement statement = lockHolder.createStatement()) {
            statement.execute("SELECT FROM gauges WHERE id = 2 FOR UPDATE");
        }
        log.append(STATE, GaugeRecords.state(1, 2, "1"), GaugeRecords.state(2, 2, "1"));
        Future<?> draining = background.submit(worker::drain);
        database.awaitBlockedSinks(1);
        return draining;
    }

    private void releaseRow() throws SQLException {
        lockHolder.rollback();
        lockHolder.close();
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
