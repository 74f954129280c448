package dev.wherry.streams;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what happens when a stream thread dies. Kafka Streams has exhausted its own retries by then. A transient
 * failure replaces the thread. Any other failure, or too many in a short time, stops the app for an operator to look
 * at.
 */
final class FailurePolicy implements StreamsUncaughtExceptionHandler {
    /** Maximum thread replacements within {@link #WINDOW}. */
    static final int MAX_REPLACEMENTS = 10;

    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(FailurePolicy.class);

    private final Time time;
    private final Consumer<Throwable> onFatalFailure;
    private final Deque<Long> replacementTimes = new ArrayDeque<>();

    /** @param onFatalFailure receives the failure that stops the app */
    FailurePolicy(Time time, Consumer<Throwable> onFatalFailure) {
        this.time = time;
        this.onFatalFailure = onFatalFailure;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        if (isTransient(failure) && tryReplace()) {
            LOG.warn("A stream thread failed and is being replaced; no data is lost.", failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        onFatalFailure.accept(failure);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static boolean isTransient(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MissingSourceTopicException || cause instanceof Error) {
                return false;
            }
            if (cause instanceof RetriableException) {
                return true;
            }
        }
        return false;
    }

    private boolean tryReplace() {
        long now = time.milliseconds();
        replacementTimes.removeIf(replaced -> now - replaced > WINDOW.toMillis());
        if (replacementTimes.size() == MAX_REPLACEMENTS) {
            return false;
        }
        replacementTimes.add(now);
        return true;
    }
}
