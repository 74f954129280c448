package dev.wherry.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {
    private final Throwable passing = new StreamsException("no answer", new TimeoutException("30 s"));

    private final FakeTime time = new FakeTime();
    private final List<Throwable> stoppedBy = new ArrayList<>();
    private final FailurePolicy policy = new FailurePolicy(time, stoppedBy::add);

    @Test
    void aFailureThatMayPassGetsANewThread() {
        assertEquals(REPLACE_THREAD, policy.handle(passing));
        assertEquals(List.of(), stoppedBy);
    }

    @Test
    void anyOtherFailureStopsTheAppAndIsTold() {
        List<Throwable> failures = List.of(
                new StreamsException("cannot", new RecordTooLargeException("too large")),
                new MissingSourceTopicException("raw.cards is gone"),
                new IllegalStateException("a defect"),
                new OutOfMemoryError());

        failures.forEach(failure -> assertEquals(SHUTDOWN_CLIENT, policy.handle(failure), failure.toString()));

        assertEquals(failures, stoppedBy);
    }

    @Test
    void tooManyFailuresInAShortTimeStopTheApp() {
        for (int i = 0; i < FailurePolicy.MOST_REPLACEMENTS; i++) {
            assertEquals(REPLACE_THREAD, policy.handle(passing));
        }

        assertEquals(SHUTDOWN_CLIENT, policy.handle(passing));
    }

    @Test
    void failuresOfLongAgoDoNotCount() {
        for (int i = 0; i < 3 * FailurePolicy.MOST_REPLACEMENTS; i++) {
            time.sleep(FailurePolicy.WINDOW.toMillis() / 5);

            assertEquals(REPLACE_THREAD, policy.handle(passing));
        }
    }
}
