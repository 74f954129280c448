package dev.wherry.sink;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How tests wait: up to 30 s, with a short poll interval because the conditions usually hold at once. */
public final class Patience {
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    private Patience() {}

    /**
     * Waits on the calling thread, so that a condition may drive a {@link FakeWorker}.
     *
     * @param condition described in the failure message
     */
    public static ConditionFactory await(String condition) {
        return Awaitility.await(condition)
                .atMost(MAX_WAIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL_INTERVAL)
                .pollInSameThread();
    }
}
