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

/** Several tasks on one database, with different partitions or the same. */
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
    void tasksThatStartTogetherMigrateOnce() throws Exception {
        log.append(FIRST, GaugeRecords.state(1, 1, "1"));
        log.append(SECOND, GaugeRecords.state(2, 1, "1"));

        Future<?> started = threads.submit(() -> one.start(FIRST).drain());
        other.start(SECOND).drain();
        started.get();

        assertThat(database.rows("SELECT id FROM gauges ORDER BY id")).containsExactly("1", "2");
    }

    @Test
    void tasksWriteTheirPartitionsInParallel() throws Exception {
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
        assertThat(database.rows("SELECT id, level FROM gauges").stream()
                        .sorted()
                        .toList())
                .isEqualTo(expected.stream().sorted().toList());
        assertThat(one.retries()).isEmpty();
        assertThat(other.retries()).isEmpty();
    }

    @Test
    void aSecondSinkOnTheSamePartitionsWritesNothingTwice() throws Exception {
        for (long id = 0; id < 1000; id++) {
            log.append(FIRST, GaugeRecords.state(id, 1, "1"));
        }
        one.start(FIRST);
        other.start(FIRST);

        Future<?> drained = threads.submit(one::drain);
        other.drain();
        drained.get();

        assertThat(database.rows("SELECT count(*), count(DISTINCT id) FROM writes"))
                .containsExactly("1000|1000");
        assertThat(one.committable()).isEqualTo(Map.of(FIRST, 1000L));
        assertThat(other.committable()).isEqualTo(Map.of(FIRST, 1000L));
    }

    @Test
    void aZombieTaskWritesNothingAfterItsSuccessor() throws SQLException {
        log.append(FIRST, GaugeRecords.state(1, 1, "1"));
        one.start(FIRST).drain();
        other.start(FIRST).drain();
        log.append(FIRST, GaugeRecords.state(2, 1, "1"));
        other.drain();

        one.drain();

        assertThat(database.rows("SELECT id FROM writes ORDER BY id")).containsExactly("1", "2");
    }

    @Test
    void aSuccessorWaitsForTheOpenTransactionOfAZombie() throws Exception {
        log.append(FIRST, GaugeRecords.state(1, 1, "0"));
        one.start(FIRST).drain();
        log.append(FIRST, GaugeRecords.state(1, 2, "1"));
        try (Connection lockHolder = database.connect();
                Statement lock = lockHolder.createStatement()) {
            lockHolder.setAutoCommit(false);
            lock.execute("SELECT FROM gauges FOR UPDATE");
            Future<?> zombie = threads.submit(one::drain);
            database.awaitBlockedSinks(1);

            Future<?> successor = threads.submit(() -> other.start(FIRST).drain());
            database.awaitBlockedSinks(2);
            lockHolder.rollback();
            zombie.get();
            successor.get();
        }

        assertThat(database.rows("SELECT id, level FROM writes ORDER BY level")).containsExactly("1|0", "1|1");
        assertThat(other.committable()).isEqualTo(Map.of(FIRST, 2L));
    }
}
