package dev.wherry.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a batch costs, counted, so that it does not creep up. Less than is allowed here is fine. */
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
    void aBatchTakesTheSameFewStatementsHoweverManyRowsItHas() {
        worker.start(STATE);
        Map<Character, Integer> ofFew = messagesOfABatch(10);
        Map<Character, Integer> ofMany = messagesOfABatch(ROWS);

        assertThat(waits(ofMany)).isEqualTo(waits(ofFew));
        assertThat(waits(ofMany) <= 6).as(ofMany::toString).isTrue();
    }

    @Test
    void aBatchIsOneTransaction() throws Exception {
        append(ROWS);

        worker.start(STATE).drain();

        // Times of a transaction: both are now().
        assertThat(database.rows("SELECT count(*), count(DISTINCT gauges.loaded) FROM gauges, wherry_offsets"
                        + " WHERE topic = 'state.gauge' AND loaded = written_at")).isEqualTo(List.of("5000|1"));
    }

    @Test
    void aRowAllocatesLittle() {
        long perRow = perRowOfABatch(TaskThreads::allocatedBytes);

        assertThat(perRow <= 8_000).as(perRow + " bytes a row").isTrue();
    }

    /** What PostgreSQL would wait for. */
    @Test
    void theWritingThreadMakesNoRows() {
        long perRow = perRowOfABatch(TaskThreads::allocatedBytesOfWriter);

        assertThat(perRow <= 100).as(perRow + " bytes a row").isTrue();
    }

    /** What a row of a batch that is not the connection's first uses. */
    private long perRowOfABatch(LongSupplier usedSoFar) {
        worker.start(STATE);
        messagesOfABatch(ROWS);
        append(ROWS);
        long before = usedSoFar.getAsLong();
        worker.drain();
        return (usedSoFar.getAsLong() - before) / ROWS;
    }

    /** What is sent for a batch that is not the connection's first. */
    private Map<Character, Integer> messagesOfABatch(int rows) {
        append(rows);
        worker.drain();
        proxy.messages();
        append(rows);
        worker.drain();
        return proxy.messages();
    }

    private static int waits(Map<Character, Integer> messages) {
        return messages.getOrDefault('Q', 0) + messages.getOrDefault('S', 0);
    }

    private void append(int rows) {
        seq++;
        for (int id = 0; id < rows; id++) {
            log.append(STATE, GaugeRecords.state(id, seq, "1.5"));
        }
    }
}
