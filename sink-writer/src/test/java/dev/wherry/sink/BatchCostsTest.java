package dev.wherry.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a batch costs, counted, so that it does not creep up. Less than is allowed here is fine. */
class BatchCostsTest {
    private static final TopicPartition STATE = new TopicPartition(Gauges.STATE, 0);
    private static final int ROWS = 5_000;

    private final TestDatabase database = TestServer.newDatabase();
    private final TestProxy proxy = new TestProxy(database);
    private final TestLog log = new TestLog();
    private final TestWorker worker = new TestWorker(log, TestWorker.configuration(proxy.database())).batchSize(ROWS);
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

        assertEquals(waits(ofFew), waits(ofMany));
        assertTrue(waits(ofMany) <= 6, ofMany::toString);
    }

    @Test
    void aBatchIsOneTransaction() throws Exception {
        append(ROWS);

        worker.start(STATE).drain();

        // Times of a transaction: both are now().
        assertEquals(
                List.of("5000|1"),
                database.rows("SELECT count(*), count(DISTINCT gauges.loaded) FROM gauges, wherry_offsets"
                        + " WHERE topic = 'state.gauge' AND loaded = written_at"));
    }

    @Test
    void aRowAllocatesLittle() {
        long perRow = perRowOfABatch(TaskThreads::allocatedBytes);

        assertTrue(perRow <= 8_000, perRow + " bytes a row");
    }

    /** What PostgreSQL would wait for. */
    @Test
    void theWritingThreadMakesNoRows() {
        long perRow = perRowOfABatch(TaskThreads::allocatedBytesOfWriter);

        assertTrue(perRow <= 100, perRow + " bytes a row");
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
            log.append(STATE, Gauges.state(id, seq, "1.5"));
        }
    }
}
