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

/** What Connect does to a task while a batch of it is being written. That batch stops at row 1 for as long as the test holds it. */
class BatchInFlightTest {
    private static final TopicPartition STATE = new TopicPartition(GaugeRecords.STATE, 0);
    private static final TopicPartition OTHER_STATE = new TopicPartition(GaugeRecords.STATE, 1);
    private static final String SINK_WAITS =
            "application_name = 'wherry sink-writer' AND wait_event_type = 'Lock' AND datname = current_database()";

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();
    private final Map<String, String> configuration = new HashMap<>(FakeWorker.configuration(database));
    private final FakeWorker worker = new FakeWorker(log, configuration).batchSize(1);
    private final ExecutorService connect = Executors.newSingleThreadExecutor(work -> new Thread(work, "connect"));
    private Connection holder;

    @BeforeEach
    void holdRow() throws Exception {
        log.append(STATE, GaugeRecords.state(1, 1, "0"));
        onConnect(() -> worker.start(STATE).drain());
        database.execute("TRUNCATE writes");
        holder = database.connect();
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute("SELECT FROM gauges WHERE id = 1 FOR UPDATE");
        }
    }

    @AfterEach
    void stop() throws Exception {
        holder.close();
        onConnect(worker::close);
        connect.shutdown();
    }

    @Test
    void nextBatchIsTakenWhileOneIsWrittenAndThenWaits() throws Exception {
        writeAndStop();
        log.append(STATE, GaugeRecords.state(2, 1, "1"));

        Future<?> second = connect.submit(worker::poll);
        awaitConnectWaits();
        List<String> before = database.rows("SELECT * FROM writes");
        holder.rollback();
        second.get();
        onConnect(worker::drain);

        assertThat(before).isEmpty();
        assertThat(worker.retries()).isEmpty();
        assertWrittenOnce(1, 2);
    }

    @Test
    void putWithoutRecordsDoesNotWait() throws Exception {
        writeAndStop();

        onConnect(worker::poll);
        List<String> before = database.rows("SELECT * FROM writes");
        holder.rollback();
        onConnect(worker::drain);

        assertThat(before).isEmpty();
        assertWrittenOnce(1);
    }

    @Test
    void failureIsToldAlsoIfNoRecordsFollow() throws Exception {
        writeAndStop();

        failInFlight();
        onConnect(worker::drain);

        assertThat(worker.retries().size()).isEqualTo(1);
        assertThat(worker.retries().get(0).contains("57P01")).as(worker.retries().get(0)).isTrue();
        assertWrittenOnce(1);
    }

    @Test
    void recordsAfterAFailedBatchAreWrittenAfterIt() throws Exception {
        writeAndStop();
        log.append(STATE, GaugeRecords.state(2, 1, "1"), GaugeRecords.state(3, 1, "1"));

        failInFlight();
        onConnect(worker::drain);

        assertThat(worker.retries().size()).isEqualTo(1);
        assertWrittenOnce(1, 2, 3);
        assertThat(worker.committable()).isEqualTo(Map.of(STATE, 4L));
    }

    @Test
    void partitionMayComeBetweenAFailureAndTheRecordsThatAreDeliveredAgain() throws Exception {
        writeAndStop();
        log.append(STATE, GaugeRecords.state(2, 1, "1"));
        log.append(OTHER_STATE, GaugeRecords.state(3, 1, "1"));
        failInFlight();
        onConnect(worker::poll);
        List<String> retries = worker.retries();

        onConnect(() -> worker.assign(OTHER_STATE));
        onConnect(worker::drain);

        assertThat(retries.size()).isEqualTo(1);
        assertWrittenOnce(1, 2, 3);
    }

    @Test
    void groupIsToldOfABatchInFlightWhenItIsCommitted() throws Exception {
        writeAndStop();

        Future<Map<TopicPartition, Long>> committable = connect.submit(worker::committable);
        awaitConnectWaits();
        holder.rollback();

        assertThat(committable.get()).isEqualTo(Map.of(STATE, 2L));
        assertWrittenOnce(1);
    }

    @Test
    void groupIsNotToldOfABatchThatFailsAndTheNextPutComesSoon() throws Exception {
        writeAndStop();
        int timeouts = worker.timeouts().size();

        failInFlight();
        Map<TopicPartition, Long> committable = worker.committable();
        List<Long> askedFor =
                worker.timeouts().subList(timeouts, worker.timeouts().size());

        assertThat(committable).isEqualTo(Map.of(STATE, 1L));
        assertThat(askedFor).isEqualTo(List.of(5L));
        onConnect(worker::drain);
        assertThat(worker.retries().size()).isEqualTo(1);
        assertWrittenOnce(1);
    }

    @Test
    void partitionIsGivenUpWhenItsBatchIsWritten() throws Exception {
        writeAndStop();
        log.append(STATE, GaugeRecords.state(2, 1, "1"));

        Future<?> revoked = connect.submit(() -> worker.revoke(STATE));
        awaitConnectWaits();
        holder.rollback();
        revoked.get();
        List<String> written = database.rows("SELECT id FROM writes");
        onConnect(() -> worker.assign(STATE));
        onConnect(worker::drain);

        assertThat(written).isEqualTo(List.of("1"));
        assertThat(worker.retries()).isEmpty();
        assertWrittenOnce(1, 2);
    }

    @Test
    void partitionMayGoAndComeBackWithABatchThatFailed() throws Exception {
        writeAndStop();
        log.append(STATE, GaugeRecords.state(2, 1, "1"));

        failInFlight();
        onConnect(() -> worker.revoke(STATE));
        onConnect(() -> worker.assign(STATE));
        onConnect(worker::drain);

        assertWrittenOnce(1, 2);
    }

    @Test
    void lostPartitionIsItsNextOwnersWhenItsBatchIsWritten() throws Exception {
        writeAndStop();
        log.append(STATE, GaugeRecords.state(2, 1, "1"));

        Future<?> lost = connect.submit(() -> worker.lose(STATE));
        awaitConnectWaits();
        holder.rollback();
        lost.get();
        try (FakeWorker next = new FakeWorker(log, configuration)) {
            next.start(STATE).drain();
        }

        assertWrittenOnce(1, 2);
    }

    @Test
    void batchThatIsOvertakenIsLeftToWhoeverWroteIt() throws Exception {
        log.append(STATE, GaugeRecords.state(2, 1, "1"), GaugeRecords.state(3, 1, "1"));
        try (FakeWorker other = new FakeWorker(log, configuration).batchSize(1)) {
            other.start(STATE).poll();
        }

        onConnect(worker::poll);
        onConnect(worker::poll);
        Map<TopicPartition, Long> known = worker.committable();
        onConnect(worker::drain);

        assertThat(known).isEqualTo(Map.of(STATE, 2L));
        assertThat(worker.retries()).isEmpty();
        assertWrittenOnce(2, 3);
    }

    @Test
    void taskStopsWhenItsBatchIsWrittenAndLeavesNothingBehind() throws Exception {
        writeAndStop();

        Future<?> stopped = connect.submit(worker::close);
        awaitConnectWaits();
        holder.rollback();
        stopped.get();

        assertWrittenOnce(1);
        awaitNothingIsLeft();
    }

    @Test
    void taskStopsAlsoWithABatchThatFailed() throws Exception {
        writeAndStop();

        failInFlight();
        onConnect(worker::close);

        assertThat(database.rows("SELECT * FROM writes")).isEmpty();
        awaitNothingIsLeft();
    }

    /** Has the sink write row 1, and stop there. */
    private void writeAndStop() throws Exception {
        log.append(STATE, GaugeRecords.state(1, 2, "1"));
        onConnect(worker::poll);
        Await.until("the sink waits for the row", () -> !database.rows(
                        "SELECT pid FROM pg_stat_activity WHERE " + SINK_WAITS)
                .isEmpty());
    }

    private void failInFlight() throws SQLException {
        database.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + SINK_WAITS);
        holder.rollback();
    }

    /** As long as Connect's thread would wait for a held row, if it did, this fails. */
    private void onConnect(Runnable work) throws Exception {
        connect.submit(work).get(30, TimeUnit.SECONDS);
    }

    private static void awaitConnectWaits() throws Exception {
        Await.until("the task waits for its batch", () -> Arrays.stream(
                        connectThread().getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(BatchWriter.class.getName())));
    }

    private static Thread connectThread() {
        return thread("connect");
    }

    private static Thread thread(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .findAny()
                .orElse(null);
    }

    private void awaitNothingIsLeft() throws Exception {
        Await.until("the writing thread has ended", () -> thread("connect-writer") == null);
        Await.until("the connection is given up", () -> database.rows(
                        "SELECT pid FROM pg_stat_activity WHERE application_name = 'wherry sink-writer'"
                                + " AND datname = current_database()")
                .isEmpty());
    }

    private void assertWrittenOnce(int... ids) throws SQLException {
        assertThat(database.rows("SELECT id, level FROM writes ORDER BY id")).isEqualTo(Arrays.stream(ids).mapToObj(id -> id + "|1").toList());
    }
}
