package dev.wherry.streams.topology;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Ends transactions before their interval is over while there is little to do. A transaction costs milliseconds of CPU whatever it
 * holds, so a thread that has much to do should end few; but nothing is seen downstream before its transaction ends, so one that has
 * little to do should not wait. A thread's tasks are committed together: they share one of these.
 */
final class CommitScheduler {
    /** Between the first event of a transaction and its end, and between looks at how much has come in. */
    static final Duration SOON = Duration.ofMillis(20);
    /** More records than these between two looks are much to do. An event counts twice: validated, and kept. */
    static final int FEW = 100;
    /** Older records than this are a backlog, which nobody waits for. */
    static final Duration FRESH = Duration.ofSeconds(1);

    /** A look that is not taken for so long is never taken: its task has left this thread. */
    private static final Duration LOST = Duration.ofSeconds(1);

    private int records;
    private long watchedUntil;

    /**
     * A record has been processed.
     *
     * @param published when its event came into the raw topic, in milliseconds since the epoch
     */
    void processed(ProcessorContext<?, ?> context, long published) {
        records++;
        long now = context.currentSystemTimeMs();
        if (now >= watchedUntil && now - published <= FRESH.toMillis()) {
            records = 1;
            watchedUntil = now + LOST.toMillis();
            Look look = new Look(context);
            look.repeated = context.schedule(SOON, PunctuationType.WALL_CLOCK_TIME, look);
        }
    }

    private final class Look implements Punctuator {
        private final ProcessorContext<?, ?> context;
        private Cancellable repeated;

        Look(ProcessorContext<?, ?> context) {
            this.context = context;
        }

        @Override
        public void punctuate(long now) {
            if (records > FEW) {
                records = 0;
                watchedUntil = now + LOST.toMillis();
                return;
            }
            repeated.cancel();
            watchedUntil = now;
            context.commit();
        }
    }
}
