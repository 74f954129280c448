package dev.wherry.streams.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Commits transactions before their interval ends while the load is light. A transaction costs milliseconds of CPU
 * whatever its size, so a busy thread should commit seldom. Consumers see results only after the commit, so an idle
 * thread should not wait. Kafka Streams commits all tasks of a thread together, so they share one scheduler. Not
 * thread-safe.
 */
final class CommitScheduler {
    /** Delay between the first event of a transaction and its commit, and between two checks of the load. */
    static final Duration CHECK_INTERVAL = Duration.ofMillis(20);
    /** More records than this between two checks are a high load. An event counts twice: validated and kept. */
    static final int MAX_RECORDS_PER_CHECK = 100;
    /** Older records are a backlog, whose latency does not matter. */
    static final Duration MAX_RECORD_AGE = Duration.ofSeconds(1);

    /** A check that is overdue by this long will never run: its task has left this thread. */
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(1);

    private int records;
    private long checkExpiresAt;

    /**
     * Schedules a check of the load after a processed record, unless one is pending.
     *
     * @param published when the record's event was written to the raw topic, in milliseconds since the epoch
     */
    void recordProcessed(ProcessorContext<?, ?> context, long published) {
        records++;
        long now = context.currentSystemTimeMs();
        if (now >= checkExpiresAt && now - published <= MAX_RECORD_AGE.toMillis()) {
            records = 1;
            checkExpiresAt = now + CHECK_TIMEOUT.toMillis();
            LoadCheck check = new LoadCheck(context);
            check.schedule = context.schedule(CHECK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, check);
        }
    }

    private final class LoadCheck implements Punctuator {
        private final ProcessorContext<?, ?> context;
        private Cancellable schedule;

        LoadCheck(ProcessorContext<?, ?> context) {
            this.context = context;
        }

        @Override
        public void punctuate(long now) {
            if (records > MAX_RECORDS_PER_CHECK) {
                records = 0;
                checkExpiresAt = now + CHECK_TIMEOUT.toMillis();
                return;
            }
            schedule.cancel();
            checkExpiresAt = now;
            context.commit();
        }
    }
}
