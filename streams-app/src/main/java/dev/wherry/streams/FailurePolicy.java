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
 * What happens when a stream thread dies. Streams has retried by then for as long as it does; so a failure that may pass gets a new
 * thread, and everything else, or too many in a short time, stops the app: somebody must look at it.
 */
final class FailurePolicy implements StreamsUncaughtExceptionHandler {
    static final int MOST_REPLACEMENTS = 10;
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final Logger log = LoggerFactory.getLogger(FailurePolicy.class);

    private final Time time;
    private final Consumer<Throwable> stopped;
    private final Deque<Long> replacements = new ArrayDeque<>();

    /** @param stopped is told what stopped the app */
    FailurePolicy(Time time, Consumer<Throwable> stopped) {
        this.time = time;
        this.stopped = stopped;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        if (mayPass(failure) && mayReplace()) {
            log.warn("A stream thread failed and is replaced; nothing is lost.", failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        stopped.accept(failure);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static boolean mayPass(Throwable failure) {
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

    private boolean mayReplace() {
        long now = time.milliseconds();
        replacements.removeIf(then -> now - then > WINDOW.toMillis());
        if (replacements.size() == MOST_REPLACEMENTS) {
            return false;
        }
        replacements.add(now);
        return true;
    }
}
