package dev.wherry.pipeline;

import dev.wherry.embedded.ConnectorStatus;
import dev.wherry.embedded.EmbeddedConnect;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Restarts failed connectors and tasks, as an operator would: an outage of the broker can fail a task that has nothing
 * wrong with it. What fails again and again is not restarted for ever.
 */
final class ConnectorSupervisor {
    static final int FAILURES_TOLERATED = 5;
    /** A restart takes effect a while after it is asked for; what is failed until then has not failed again. */
    static final Duration RESTART_TIME = Duration.ofSeconds(5);

    private static final long WITHIN = Duration.ofMinutes(1).toNanos();

    private final Supplier<List<ConnectorStatus>> failed;
    private final Consumer<String> restart;
    private final LongSupplier nanoTime;
    /** When each connector was restarted, within the last minute. */
    private final Map<String, Deque<Long>> restarts = new HashMap<>();

    ConnectorSupervisor(EmbeddedConnect connect) {
        this(connect::failed, connect::restart, System::nanoTime);
    }

    ConnectorSupervisor(Supplier<List<ConnectorStatus>> failed, Consumer<String> restart, LongSupplier nanoTime) {
        this.failed = failed;
        this.restart = restart;
        this.nanoTime = nanoTime;
    }

    /** Restarts what has failed. Throws PipelineFailedException for what has failed too often. */
    void check() {
        for (ConnectorStatus status : failed.get()) {
            Deque<Long> times = restarts.computeIfAbsent(status.name(), name -> new ArrayDeque<>());
            long now = nanoTime.getAsLong();
            times.removeIf(time -> now - time > WITHIN);
            if (!times.isEmpty() && now - times.getLast() < RESTART_TIME.toNanos()) {
                continue;
            }
            times.add(now);
            if (times.size() >= FAILURES_TOLERATED) {
                throw new PipelineFailedException("The connector %s has failed: %s"
                        .formatted(status.name(), status.failure().orElse("no reason given")));
            }
            restart.accept(status.name());
        }
    }
}
