package dev.wherry.connect.batch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The polls of a task that reads feeds by requests: each commits the last batch and fills the next one.
 *
 * @param <T> a whole document, as the source knows it
 */
public final class PollLoop<T> {
    private static final Duration TIME_BUDGET = Duration.ofMillis(150);
    private static final Duration ACKNOWLEDGEMENT_WAIT = Duration.ofMillis(10);

    /** Longer than any wait, for {@link Steps#filled}. */
    public static final long NOTHING_DUE = Duration.ofHours(1).toNanos();

    private final Limits limits;
    private final LongSupplier nanoTime;
    private final Steps<T> steps;
    private final Semaphore completed = new Semaphore(0);
    private int first;
    /** Only poll replaces it, but other threads acknowledge it. */
    private volatile Batch<T> batch = new Batch<>(0, 0);

    /** How much a batch contains at most, and how long an empty poll waits. */
    public record Limits(int events, long bytes, Duration idleWait) {}

    /** What the source does in a poll. */
    public interface Steps<T> {
        /** The records of a batch are committed. */
        void committed(Batch<T> batch);

        /** How many feeds the task reads. They take turns in being the first to fill a batch. */
        int feeds();

        /** Publishes what is at hand of a feed. Never waits. */
        void publish(int feed, Batch<T> batch, BooleanSupplier timeIsUp, long now);

        /** The next batch is filled. Returns when something is due before a request completes, or a later time. */
        long filled(Batch<T> batch, long now);
    }

    public PollLoop(Limits limits, LongSupplier nanoTime, Steps<T> steps) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.steps = steps;
    }

    /** Returns the next records, or null if there are none. Blocks only briefly. */
    public List<SourceRecord> poll() throws InterruptedException {
        // Waits only without exactly-once support: in a transaction, the commit precedes the next poll.
        if (!batch.awaitAcknowledgement(ACKNOWLEDGEMENT_WAIT)) {
            return null;
        }
        if (batch.markCommitted()) {
            steps.committed(batch);
        }
        completed.drainPermits();
        long start = nanoTime.getAsLong();
        batch = fill(start);
        long due = steps.filled(batch, start);
        if (batch.isEmpty()) {
            long wait = Math.min(limits.idleWait().toNanos(), due - nanoTime.getAsLong());
            completed.tryAcquire(wait, TimeUnit.NANOSECONDS);
            return null;
        }
        return batch.records();
    }

    private Batch<T> fill(long start) {
        Batch<T> next = new Batch<>(limits.events(), limits.bytes());
        BooleanSupplier timeIsUp = () -> nanoTime.getAsLong() - start >= TIME_BUDGET.toNanos();
        int feeds = steps.feeds();
        for (int i = 0; i < feeds; i++) {
            steps.publish((first + i) % feeds, next, timeIsUp, start);
        }
        first++;
        return next;
    }

    /** A request has completed. May be called on any thread. */
    public void wake() {
        completed.release();
    }

    /** One record is acknowledged. May be called on any thread. */
    public void acknowledge() {
        batch.acknowledge();
    }
}
