package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

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
class ConcurrentWritersTest {
    private static final TopicPartition FIRST = new TopicPartition(GaugeRecords.STATE, 0);
    private static final TopicPartition SECOND = new TopicPartition(GaugeRecords.STATE, 1);

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final FakeTopics log = new FakeTopics();
    private final FakeWorker one = new FakeWorker(log, FakeWorker.configuration(database)).batchSize(20);
    private final FakeWorker other = new FakeWorker(log, FakeWorker.configuration(database)).batchSize(30);
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        one.close();
        other.close();
    }

    @RepeatedTest(10)
    void tasksThatStartTogetherMakeTheTablesOnce() throws Exception {
        log.append(FIRST, GaugeRecords.state(1, 1, "1"));
        log.append(SECOND, GaugeRecords.state(2, 1, "1"));

        Future<?> started = threads.submit(() -> one.start(FIRST).drain());
        other.start(SECOND).drain();
        started.get();

        assertThat(database.rows("SELECT id FROM gauges ORDER BY id")).isEqualTo(List.of("1", "2"));
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
            log.append(id % 2 == 0 ? FIRST : SECOND, GaugeRecords.state(id, seq, Long.toString(seq % 100)));
        }

        Future<?> drained = threads.submit(one::drain);
        other.drain();
        drained.get();

        List<String> expected = new ArrayList<>();
        last.forEach((id, seq) -> expected.add(id + "|" + seq % 100));
        assertThat(database.rows("SELECT id, level FROM gauges").stream().sorted().toList()).isEqualTo(expected.stream().sorted().toList());
        assertThat(one.retries()).isEmpty();
        assertThat(other.retries()).isEmpty();
    }

    @Test
    void secondSinkOnTheSamePartitionsChangesNothing() throws Exception {
        for (long id = 0; id < 1000; id++) {
            log.append(FIRST, GaugeRecords.state(id, 1, "1"));
        }
        one.start(FIRST);
        other.start(FIRST);

        Future<?> drained = threads.submit(one::drain);
        other.drain();
        drained.get();

        assertThat(database.rows("SELECT count(*), count(DISTINCT id) FROM writes")).isEqualTo(List.of("1000|1000"));
        assertThat(one.committable()).isEqualTo(Map.of(FIRST, 1000L));
        assertThat(other.committable()).isEqualTo(Map.of(FIRST, 1000L));
    }

    @Test
    void taskThatWasThoughtDeadWritesNothingAfterItsSuccessor() throws SQLException {
        log.append(FIRST, GaugeRecords.state(1, 1, "1"));
        one.start(FIRST).drain();
        other.start(FIRST).drain();
        log.append(FIRST, GaugeRecords.state(2, 1, "1"));
        other.drain();

        one.drain();

        assertThat(database.rows("SELECT id FROM writes ORDER BY id")).isEqualTo(List.of("1", "2"));
    }

    @Test
    void successorWaitsForATransactionThatIsStillOpen() throws Exception {
        log.append(FIRST, GaugeRecords.state(1, 1, "0"));
        one.start(FIRST).drain();
        log.append(FIRST, GaugeRecords.state(1, 2, "1"));
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

        assertThat(database.rows("SELECT id, level FROM writes ORDER BY level")).isEqualTo(List.of("1|0", "1|1"));
        assertThat(other.committable()).isEqualTo(Map.of(FIRST, 2L));
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
