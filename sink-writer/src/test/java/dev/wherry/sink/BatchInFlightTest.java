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
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Connect may do to a task while one of its batches is being written. The batch blocks on row 1, which the test locks. */
class BatchInFlightTest {
    private static final TopicPartition STATE = new TopicPartition(GaugeRecords.STATE, 0);
    private static final TopicPartition OTHER_STATE = new TopicPartition(GaugeRecords.STATE, 1);

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();
    private final Map<String, String> configuration = new HashMap<>(FakeWorker.configuration(database));
    private final FakeWorker worker = new FakeWorker(log, configuration).batchSize(1);
    private final ExecutorService connectThread =
            Executors.newSingleThreadExecutor(work -> new Thread(work, "connect"));
    private Connection lockHolder;

    @BeforeEach
    void lockRow() throws Exception {
        log.append(STATE, GaugeRecords.state(1, 1, "0"));
        onConnectThread(() -> worker.start(STATE).drain());
        database.execute("TRUNCATE writes");
        lockHolder = database.connect();
        lockHolder.setAutoCommit(false);
        try (Statement statement = lockHolder.createStatement()) {
            statement.execute("SELECT FROM gauges WHERE id = 1 FOR UPDATE");
        }
    }

    @AfterEach
    void stop() throws Exception {
        lockHolder.close();
        onConnectThread(worker::close);
        connectThread.shutdown();
    }

    @Test
    void buildsTheNextBatchWhileOneIsWrittenAndThenWaits() throws Exception {
        writeBlockedBatch();
        log.append(STATE, GaugeRecords.state(2, 1, "1"));

        Future<?> second = connectThread.submit(worker::poll);
        awaitConnectThreadWaits();
        List<String> before = database.rows("SELECT * FROM writes");
        lockHolder.rollback();
        second.get();
        onConnectThread(worker::drain);

        assertThat(before).isEmpty();
        assertThat(worker.retries()).isEmpty();
        assertWrittenOnce(1, 2);
    }

    @Test
    void aPutWithoutRecordsDoesNotWait() throws Exception {
        writeBlockedBatch();

        onConnectThread(worker::poll);
        List<String> before = database.rows("SELECT * FROM writes");
        lockHolder.rollback();
        onConnectThread(worker::drain);

        assertThat(before).isEmpty();
        assertWrittenOnce(1);
    }

    @Test
    void reportsAFailureEvenIfNoRecordsFollow() throws Exception {
        writeBlockedBatch();

        failBatchInFlight();
        onConnectThread(worker::drain);

        assertThat(worker.retries()).hasSize(1);
        assertThat(worker.retries().get(0)).contains("57P01");
        assertWrittenOnce(1);
    }

    @Test
    void writesTheRecordsAfterAFailedBatchAfterIt() throws Exception {
        writeBlockedBatch();
        log.append(STATE, GaugeRecords.state(2, 1, "1"), GaugeRecords.state(3, 1, "1"));

        failBatchInFlight();
        onConnectThread(worker::drain);

        assertThat(worker.retries()).hasSize(1);
        assertWrittenOnce(1, 2, 3);
        assertThat(worker.committable()).isEqualTo(Map.of(STATE, 4L));
    }

    @Test
    void acceptsAPartitionBetweenAFailureAndTheRedelivery() throws Exception {
        writeBlockedBatch();
        log.append(STATE, GaugeRecords.state(2, 1, "1"));
        log.append(OTHER_STATE, GaugeRecords.state(3, 1, "1"));
        failBatchInFlight();
        onConnectThread(worker::poll);
        List<String> retries = worker.retries();

        onConnectThread(() -> worker.assign(OTHER_STATE));
        onConnectThread(worker::drain);

        assertThat(retries).hasSize(1);
        assertWrittenOnce(1, 2, 3);
    }

    @Test
    void preCommitWaitsForTheBatchInFlight() throws Exception {
        writeBlockedBatch();

        Future<Map<TopicPartition, Long>> committable = connectThread.submit(worker::committable);
        awaitConnectThreadWaits();
        lockHolder.rollback();

        assertThat(committable.get()).isEqualTo(Map.of(STATE, 2L));
        assertWrittenOnce(1);
    }

    @Test
    void preCommitExcludesAFailedBatchAndRequestsAPut() throws Exception {
        writeBlockedBatch();
        int timeouts = worker.timeouts().size();

        failBatchInFlight();
        Map<TopicPartition, Long> committable = worker.committable();
        List<Long> requested =
                worker.timeouts().subList(timeouts, worker.timeouts().size());

        assertThat(committable).isEqualTo(Map.of(STATE, 1L));
        assertThat(requested).containsExactly(5L);
        onConnectThread(worker::drain);
        assertThat(worker.retries()).hasSize(1);
        assertWrittenOnce(1);
    }

    @Test
    void releasesARevokedPartitionAfterItsBatch() throws Exception {
        writeBlockedBatch();
        log.append(STATE, GaugeRecords.state(2, 1, "1"));

        Future<?> revoked = connectThread.submit(() -> worker.revoke(STATE));
        awaitConnectThreadWaits();
        lockHolder.rollback();
        revoked.get();
        List<String> written = database.rows("SELECT id FROM writes");
        onConnectThread(() -> worker.assign(STATE));
        onConnectThread(worker::drain);

        assertThat(written).containsExactly("1");
        assertThat(worker.retries()).isEmpty();
        assertWrittenOnce(1, 2);
    }

    @Test
    void resumesARevokedPartitionWhoseBatchFailed() throws Exception {
        writeBlockedBatch();
        log.append(STATE, GaugeRecords.state(2, 1, "1"));

        failBatchInFlight();
        onConnectThread(() -> worker.revoke(STATE));
        onConnectThread(() -> worker.assign(STATE));
        onConnectThread(worker::drain);

        assertWrittenOnce(1, 2);
    }

    @Test
    void releasesALostPartitionAfterItsBatch() throws Exception {
        writeBlockedBatch();
        log.append(STATE, GaugeRecords.state(2, 1, "1"));

        Future<?> lost = connectThread.submit(() -> worker.lose(STATE));
        awaitConnectThreadWaits();
        lockHolder.rollback();
        lost.get();
        try (FakeWorker next = new FakeWorker(log, configuration)) {
            next.start(STATE).drain();
        }

        assertWrittenOnce(1, 2);
    }

    @Test
    void dropsABatchThatAnotherWriterHasWritten() throws Exception {
        log.append(STATE, GaugeRecords.state(2, 1, "1"), GaugeRecords.state(3, 1, "1"));
        try (FakeWorker other = new FakeWorker(log, configuration).batchSize(1)) {
            other.start(STATE).poll();
        }

        onConnectThread(worker::poll);
        onConnectThread(worker::poll);
        Map<TopicPartition, Long> known = worker.committable();
        onConnectThread(worker::drain);

        assertThat(known).isEqualTo(Map.of(STATE, 2L));
        assertThat(worker.retries()).isEmpty();
        assertWrittenOnce(2, 3);
    }

    @Test
    void stopsAfterTheBatchAndReleasesEverything() throws Exception {
        writeBlockedBatch();

        Future<?> stopped = connectThread.submit(worker::close);
        awaitConnectThreadWaits();
        lockHolder.rollback();
        stopped.get();

        assertWrittenOnce(1);
        awaitNoThreadAndNoConnection();
    }

    @Test
    void stopsAfterAFailedBatch() throws Exception {
        writeBlockedBatch();

        failBatchInFlight();
        onConnectThread(worker::close);

        assertThat(database.rows("SELECT * FROM writes")).isEmpty();
        awaitNoThreadAndNoConnection();
    }

    /** Makes the sink write row 1, on which it blocks. */
    private void writeBlockedBatch() throws Exception {
        log.append(STATE, GaugeRecords.state(1, 2, "1"));
        onConnectThread(worker::poll);
        database.awaitBlockedSinks(1);
    }

    private void failBatchInFlight() throws SQLException {
        database.terminateBlockedSinks();
        lockHolder.rollback();
    }

    /** Runs the work on the thread of Connect, and fails if it blocks. */
    private void onConnectThread(Runnable work) throws Exception {
        connectThread.submit(work).get(30, TimeUnit.SECONDS);
    }

    private static void awaitConnectThreadWaits() throws Exception {
        Patience.await("the task waits for its batch")
                .until(() -> Arrays.stream(thread("connect").getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(BatchWriter.class.getName())));
    }

    private static Thread thread(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .findAny()
                .orElse(null);
    }

    private void awaitNoThreadAndNoConnection() throws Exception {
        Patience.await("the writer thread has ended").until(() -> thread("connect-writer") == null);
        database.awaitNoSinkConnection();
    }

    private void assertWrittenOnce(int... ids) throws SQLException {
        assertThat(database.rows("SELECT id, level FROM writes ORDER BY id"))
                .isEqualTo(Arrays.stream(ids).mapToObj(id -> id + "|1").toList());
    }
}
