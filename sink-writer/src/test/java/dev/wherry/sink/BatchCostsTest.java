package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Upper limits for the cost of a batch, so that it does not grow unnoticed. */
class BatchCostsTest {
    private static final TopicPartition STATE = new TopicPartition(GaugeRecords.STATE, 0);
    private static final int ROWS = 5_000;

    private final TestDatabase database = SharedPostgres.newDatabase();
    private final DatabaseProxy proxy = new DatabaseProxy(database);
    private final FakeTopics log = new FakeTopics();
    private final FakeWorker worker = new FakeWorker(log, FakeWorker.configuration(proxy.database())).batchSize(ROWS);
    private long seq;

    @AfterEach
    void stop() throws IOException {
        worker.close();
        proxy.close();
    }

    @Test
    void theNumberOfRoundTripsDoesNotDependOnTheNumberOfRows() {
        worker.start(STATE);
        Map<Character, Integer> forFewRows = messagesForABatch(10);
        Map<Character, Integer> forManyRows = messagesForABatch(ROWS);

        assertThat(roundTrips(forManyRows)).isEqualTo(roundTrips(forFewRows));
        assertThat(roundTrips(forManyRows)).as(forManyRows::toString).isLessThanOrEqualTo(6);
    }

    @Test
    void aBatchIsOneTransaction() throws Exception {
        append(ROWS);

        worker.start(STATE).drain();

        // Both columns are set to now(), the time of the transaction.
        assertThat(database.rows("SELECT count(*), count(DISTINCT gauges.loaded) FROM gauges, wherry_offsets"
                        + " WHERE topic = 'state.gauge' AND loaded = written_at"))
                .containsExactly("5000|1");
    }

    @Test
    void aRowAllocatesAtMostEightKilobytes() {
        long bytesPerRow = usagePerRow(TaskThreads::allocatedBytes);

        assertThat(bytesPerRow).as("bytes per row").isLessThanOrEqualTo(8_000);
    }

    /** Encoding rows on this thread would make PostgreSQL wait. */
    @Test
    void theWriterThreadEncodesNoRows() {
        long bytesPerRow = usagePerRow(TaskThreads::writerAllocatedBytes);

        assertThat(bytesPerRow).as("bytes per row").isLessThanOrEqualTo(100);
    }

    /** The usage per row of a batch that is not the first of its connection. */
    private long usagePerRow(LongSupplier usage) {
        worker.start(STATE);
        messagesForABatch(ROWS);
        append(ROWS);
        long before = usage.getAsLong();
        worker.drain();
        return (usage.getAsLong() - before) / ROWS;
    }

    /** The messages sent for a batch that is not the first of its connection. */
    private Map<Character, Integer> messagesForABatch(int rows) {
        append(rows);
        worker.drain();
        proxy.messages();
        append(rows);
        worker.drain();
        return proxy.messages();
    }

    private static int roundTrips(Map<Character, Integer> messages) {
        return messages.getOrDefault('Q', 0) + messages.getOrDefault('S', 0);
    }

    private void append(int rows) {
        seq++;
        for (int id = 0; id < rows; id++) {
            log.append(STATE, GaugeRecords.state(id, seq, "1.5"));
        }
    }
}
