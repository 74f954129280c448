package dev.wherry.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

class CommitSchedulerTest {
    private static final long NOW = 1_800_000_000_000L;

    private final CommitScheduler scheduler = new CommitScheduler();
    private final MockProcessorContext<byte[], byte[]> task = taskAt(NOW);

    @Test
    void commitsARecentRecordSoonAndThenStopsChecking() {
        scheduler.recordProcessed(task, NOW - 50);

        runChecks(task, NOW + 20);

        assertThat(task.committed()).isTrue();
        assertThat(pendingChecks(task)).isEqualTo(0);
    }

    @Test
    void schedulesOneCheckForAllTasksOfAThread() {
        MockProcessorContext<byte[], byte[]> other = taskAt(NOW + 5);

        scheduler.recordProcessed(task, NOW);
        scheduler.recordProcessed(other, NOW);

        assertThat(pendingChecks(task)).isEqualTo(1);
        assertThat(pendingChecks(other)).isEqualTo(0);
    }

    @Test
    void leavesABacklogToTheCommitInterval() {
        scheduler.recordProcessed(task, NOW - CommitScheduler.MAX_RECORD_AGE.toMillis() - 1);

        assertThat(pendingChecks(task)).isEqualTo(0);
    }

    @Test
    void leavesTransactionsToTheCommitIntervalUnderHighLoad() {
        process(CommitScheduler.MAX_RECORDS_PER_CHECK + 1);

        runChecks(task, NOW + 20);
        assertThat(task.committed()).isFalse();

        process(CommitScheduler.MAX_RECORDS_PER_CHECK);
        runChecks(task, NOW + 40);
        assertThat(task.committed()).isTrue();
    }

    @Test
    void commitsTheNextTransactionSoonToo() {
        scheduler.recordProcessed(task, NOW);
        runChecks(task, NOW + 20);
        task.resetCommit();
        task.setCurrentSystemTimeMs(NOW + 20);

        scheduler.recordProcessed(task, NOW + 20);
        runChecks(task, NOW + 40);

        assertThat(task.committed()).isTrue();
    }

    @Test
    void schedulesANewCheckAfterTheTaskOfTheLastOneHasLeft() {
        scheduler.recordProcessed(taskAt(NOW), NOW);
        task.setCurrentSystemTimeMs(NOW + 2_000);

        scheduler.recordProcessed(task, NOW + 2_000);

        assertThat(pendingChecks(task)).isEqualTo(1);
    }

    private void process(int records) {
        for (int i = 0; i < records; i++) {
            scheduler.recordProcessed(task, NOW);
        }
    }

    private static MockProcessorContext<byte[], byte[]> taskAt(long now) {
        MockProcessorContext<byte[], byte[]> task = new MockProcessorContext<>();
        task.setCurrentSystemTimeMs(now);
        return task;
    }

    private static void runChecks(MockProcessorContext<byte[], byte[]> task, long now) {
        pending(task).forEach(check -> check.getPunctuator().punctuate(now));
    }

    private static int pendingChecks(MockProcessorContext<byte[], byte[]> task) {
        return pending(task).size();
    }

    private static List<CapturedPunctuator> pending(MockProcessorContext<byte[], byte[]> task) {
        return task.scheduledPunctuators().stream()
                .filter(punctuator -> !punctuator.cancelled())
                .toList();
    }
}
