package dev.wherry.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {
    private final Throwable transientFailure = new StreamsException("no answer", new TimeoutException("30 s"));

    private final FakeTime time = new FakeTime();
    private final List<Throwable> stoppedBy = new ArrayList<>();
    private final FailurePolicy policy = new FailurePolicy(time, stoppedBy::add);

    @Test
    void replacesTheThreadAfterATransientFailure() {
        assertThat(policy.handle(transientFailure)).isEqualTo(REPLACE_THREAD);
        assertThat(stoppedBy).isEmpty();
    }

    @Test
    void stopsTheAppAndReportsAnyOtherFailure() {
        List<Throwable> failures = List.of(
                new StreamsException("cannot", new RecordTooLargeException("too large")),
                new MissingSourceTopicException("raw.cards is gone"),
                new IllegalStateException("a defect"),
                new OutOfMemoryError());

        failures.forEach(failure ->
                assertThat(policy.handle(failure)).as(failure.toString()).isEqualTo(SHUTDOWN_CLIENT));

        assertThat(stoppedBy).isEqualTo(failures);
    }

    @Test
    void stopsTheAppAfterTooManyFailuresInAShortTime() {
        for (int i = 0; i < FailurePolicy.MAX_REPLACEMENTS; i++) {
            assertThat(policy.handle(transientFailure)).isEqualTo(REPLACE_THREAD);
        }

        assertThat(policy.handle(transientFailure)).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void ignoresFailuresOutsideTheWindow() {
        for (int i = 0; i < 3 * FailurePolicy.MAX_REPLACEMENTS; i++) {
            time.sleep(FailurePolicy.WINDOW.toMillis() / 5);

            assertThat(policy.handle(transientFailure)).isEqualTo(REPLACE_THREAD);
        }
    }
}
