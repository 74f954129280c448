package dev.wherry.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** More than one task on one database, whether it may be or not. */
class SeveralWritersTest {
    private static final TopicPartition FIRST = new TopicPartition(Gauges.STATE, 0);
    private static final TopicPartition SECOND = new TopicPartition(Gauges.STATE, 1);

    private final TestDatabase database = TestServer.newDatabase();
    private final TestLog log = new TestLog();
    private final TestWorker one = new TestWorker(log, TestWorker.configuration(database)).batchSize(20);
    private final TestWorker other = new TestWorker(log, TestWorker.configuration(database)).batchSize(30);
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        one.close();
        other.close();
    }

    @RepeatedTest(10)
    void tasksThatStartTogetherMakeTheTablesOnce() throws Exception {
        log.append(FIRST, Gauges.state(1, 1, "1"));
        log.append(SECOND, Gauges.state(2, 1, "1"));

        Future<?> started = threads.submit(() -> one.start(FIRST).drain());
        other.start(SECOND).drain();
        started.get();

        assertEquals(List.of("1", "2"), database.rows("SELECT id FROM gauges ORDER BY id"));
    }

    @Test
    void partitionsAreWrittenInParallel() throws Exception {
        one.start(FIRST);
        other.start(SECOND);
        Map<Long, Long> last = new HashMap<>();
        Random random = new Random(3);
        for (long seq = 1; seq <= 2000; seq++) {
            long id = random.nextInt(100);
            last.put(id, seq);
            log.append(id % 2 == 0 ? FIRST : SECOND, Gauges.state(id, seq, Long.toString(seq % 100)));
        }

        Future<?> drained = threads.submit(one::drain);
        other.drain();
        drained.get();

        List<String> expected = new ArrayList<>();
        last.forEach((id, seq) -> expected.add(id + "|" + seq % 100));
        assertEquals(
                expected.stream().sorted().toList(),
                database.rows("SELECT id, level FROM gauges").stream().sorted().toList());
        assertEquals(List.of(), one.retries());
        assertEquals(List.of(), other.retries());
    }

    @Test
    void secondSinkOnTheSamePartitionsChangesNothing() throws Exception {
        for (long id = 0; id < 1000; id++) {
            log.append(FIRST, Gauges.state(id, 1, "1"));
        }
        one.start(FIRST);
        other.start(FIRST);

        Future<?> drained = threads.submit(one::drain);
        other.drain();
        drained.get();

        assertEquals(List.of("1000|1000"), database.rows("SELECT count(*), count(DISTINCT id) FROM writes"));
        assertEquals(Map.of(FIRST, 1000L), one.committable());
        assertEquals(Map.of(FIRST, 1000L), other.committable());
    }

    @Test
    void taskThatWasThoughtDeadWritesNothingAfterItsSuccessor() throws SQLException {
        log.append(FIRST, Gauges.state(1, 1, "1"));
        one.start(FIRST).drain();
        other.start(FIRST).drain();
        log.append(FIRST, Gauges.state(2, 1, "1"));
        other.drain();

        one.drain();

        assertEquals(List.of("1", "2"), database.rows("SELECT id FROM writes ORDER BY id"));
    }

    @Test
    void successorWaitsForATransactionThatIsStillOpen() throws Exception {
        log.append(FIRST, Gauges.state(1, 1, "0"));
        one.start(FIRST).drain();
        log.append(FIRST, Gauges.state(1, 2, "1"));
        try (Connection holder = database.connect();
                Statement lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("SELECT FROM gauges FOR UPDATE");
            Future<?> zombie = threads.submit(one::drain);
            awaitWaiting(1);

            Future<?> successor = threads.submit(() -> other.start(FIRST).drain());
            awaitWaiting(2);
            holder.rollback();
            zombie.get();
            successor.get();
        }

        assertEquals(List.of("1|0", "1|1"), database.rows("SELECT id, level FROM writes ORDER BY level"));
        assertEquals(Map.of(FIRST, 2L), other.committable());
    }

    private void awaitWaiting(int sinks) throws Exception {
        Await.until(
                sinks + " wait for a lock",
                () -> database.rows("SELECT pid FROM pg_stat_activity WHERE application_name = 'wherry sink-writer'"
                                        + " AND wait_event_type = 'Lock' AND datname = current_database()")
                                .size()
                        == sinks);
    }
}
