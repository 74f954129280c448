package dev.wherry.runner;

import dev.wherry.embedded.ConnectorStatus;
import dev.wherry.embedded.EmbeddedConnect;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Restarts failed connectors and tasks, as an operator would: an outage of the broker can fail a task that has nothing
 * wrong with it. What fails again and again is not restarted for ever.
 */
final class Supervisor {
    private static final int FAILURES_TOLERATED = 5;
    private static final long WITHIN = Duration.ofMinutes(1).toNanos();

    private final EmbeddedConnect connect;
    private final Map<String, Deque<Long>> failures = new HashMap<>();

    Supervisor(EmbeddedConnect connect) {
        this.connect = connect;
    }

    /** Restarts what has failed. Throws PipelineFailedException for what has failed too often. */
    void check() {
        for (ConnectorStatus failed : connect.restartFailed()) {
            Deque<Long> times = failures.computeIfAbsent(failed.name(), name -> new ArrayDeque<>());
            long now = System.nanoTime();
            times.add(now);
            times.removeIf(time -> now - time > WITHIN);
            if (times.size() >= FAILURES_TOLERATED) {
                throw new PipelineFailedException("The connector %s has failed: %s"
                        .formatted(failed.name(), failed.failure().orElse("no reason given")));
            }
        }
    }
}
