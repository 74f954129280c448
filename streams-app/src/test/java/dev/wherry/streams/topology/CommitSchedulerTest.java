package dev.wherry.streams.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

class CommitSchedulerTest {
    private static final long NOW = 1_800_000_000_000L;

    private final CommitScheduler pace = new CommitScheduler();
    private final MockProcessorContext<byte[], byte[]> task = taskAt(NOW);

    @Test
    void aFreshRecordIsCommittedSoonAndThenNothingIsLookedAt() {
        pace.processed(task, NOW - 50);

        look(task, NOW + 20);

        assertTrue(task.committed());
        assertEquals(0, looks(task));
    }

    @Test
    void thereIsOneLookForAllTasksOfAThread() {
        MockProcessorContext<byte[], byte[]> other = taskAt(NOW + 5);

        pace.processed(task, NOW);
        pace.processed(other, NOW);

        assertEquals(1, looks(task));
        assertEquals(0, looks(other));
    }

    @Test
    void aBacklogIsLeftToTheInterval() {
        pace.processed(task, NOW - CommitScheduler.FRESH.toMillis() - 1);

        assertEquals(0, looks(task));
    }

    @Test
    void whileMuchComesInTransactionsAreLeftToTheIntervalUntilLittleDoes() {
        process(CommitScheduler.FEW + 1);

        look(task, NOW + 20);
        assertFalse(task.committed());

        process(CommitScheduler.FEW);
        look(task, NOW + 40);
        assertTrue(task.committed());
    }

    @Test
    void theNextTransactionIsEndedSoonToo() {
        pace.processed(task, NOW);
        look(task, NOW + 20);
        task.resetCommit();
        task.setCurrentSystemTimeMs(NOW + 20);

        pace.processed(task, NOW + 20);
        look(task, NOW + 40);

        assertTrue(task.committed());
    }

    @Test
    void aTaskThatLeavesWithItsLookTakesNothingFromTheOthers() {
        pace.processed(taskAt(NOW), NOW);
        task.setCurrentSystemTimeMs(NOW + 2_000);

        pace.processed(task, NOW + 2_000);

        assertEquals(1, looks(task));
    }

    private void process(int records) {
        for (int i = 0; i < records; i++) {
            pace.processed(task, NOW);
        }
    }

    private static MockProcessorContext<byte[], byte[]> taskAt(long now) {
        MockProcessorContext<byte[], byte[]> task = new MockProcessorContext<>();
        task.setCurrentSystemTimeMs(now);
        return task;
    }

    private static void look(MockProcessorContext<byte[], byte[]> task, long now) {
        pending(task).forEach(look -> look.getPunctuator().punctuate(now));
    }

    private static int looks(MockProcessorContext<byte[], byte[]> task) {
        return pending(task).size();
    }

    private static List<CapturedPunctuator> pending(MockProcessorContext<byte[], byte[]> task) {
        return task.scheduledPunctuators().stream()
                .filter(punctuator -> !punctuator.cancelled())
                .toList();
    }
}
