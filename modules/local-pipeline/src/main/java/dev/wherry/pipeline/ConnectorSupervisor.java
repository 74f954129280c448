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
 * Restarts failed connectors and tasks: an outage of the broker can fail a task that only needs a restart. Gives up on a
 * connector that fails repeatedly, and at once on a failure that only an operator can mend.
 */
final class ConnectorSupervisor {
    static final int MAX_FAILURES = 5;
    /** A restart takes a moment; a failure reported before that is not a new one. */
    static final Duration RESTART_GRACE = Duration.ofSeconds(5);

    private static final long FAILURE_WINDOW = Duration.ofMinutes(1).toNanos();

    private final Supplier<List<ConnectorStatus>> failed;
    private final Consumer<String> restart;
    private final LongSupplier nanoTime;
    /** The times of restarts within the last minute, by connector. */
    private final Map<String, Deque<Long>> restarts = new HashMap<>();

    ConnectorSupervisor(EmbeddedConnect connect) {
        this(connect::failed, connect::restart, System::nanoTime);
    }

    ConnectorSupervisor(Supplier<List<ConnectorStatus>> failed, Consumer<String> restart, LongSupplier nanoTime) {
        this.failed = failed;
        this.restart = restart;
        this.nanoTime = nanoTime;
    }

    /**
     * Restarts failed connectors.
     *
     * @throws PipelineFailedException if a connector has failed too often, or no restart can help
     */
    void check() {
        for (ConnectorStatus status : failed.get()) {
            if (status.needsOperator()) {
                throw givingUp(status);
            }
            Deque<Long> times = restarts.computeIfAbsent(status.name(), name -> new ArrayDeque<>());
            long now = nanoTime.getAsLong();
            times.removeIf(time -> now - time > FAILURE_WINDOW);
            if (!times.isEmpty() && now - times.getLast() < RESTART_GRACE.toNanos()) {
                continue;
            }
            times.add(now);
            if (times.size() >= MAX_FAILURES) {
                throw givingUp(status);
            }
            restart.accept(status.name());
        }
    }

    private static PipelineFailedException givingUp(ConnectorStatus status) {
        return new PipelineFailedException("The connector %s has failed: %s"
                .formatted(status.name(), status.failure().orElse("unknown reason")));
    }
}
