package dev.wherry.connect.metrics;

import dev.wherry.split.IgnoredFiles;
import dev.wherry.split.IgnoredReason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.errors.ConnectException;

/** Registers the metrics of a task. */
public final class TaskGauges {
    /**
     * How long to wait for the metric names. Connect abandons a task that is slow to stop, for example because the
     * broker does not respond. That task keeps its metric names until it ends. This is longer than it waits for the
     * broker by default.
     */
    private static final Duration NAME_WAIT = Duration.ofSeconds(90);

    private static final Duration RETRY_INTERVAL = Duration.ofMillis(100);

    private final PluginMetrics registry;

    public TaskGauges(PluginMetrics registry) {
        this.registry = registry;
    }

    public void add(String name, String description, AtomicLong value) {
        add(name, description, value::get);
    }

    /**
     * Adds a metric. Waits until a previous instance of the task has released its name.
     *
     * @throws ConnectException if that takes too long
     */
    public <T> void add(String name, String description, Supplier<T> value) {
        Gauge<T> gauge = (config, now) -> value.get();
        MetricName metric = registry.metricName(name, description, new LinkedHashMap<>());
        long end = System.nanoTime() + NAME_WAIT.toNanos();
        while (!added(metric, gauge, System.nanoTime() - end > 0 || isInterrupted())) {
            Utils.sleep(RETRY_INTERVAL.toMillis());
        }
    }

    /** Adds metrics of what could hold events and is not read: of all, and by reason. */
    public void addIgnored(String description, Supplier<IgnoredFiles> ignored) {
        add("files-ignored", description, () -> ignored.get().count());
        for (IgnoredReason reason : IgnoredReason.values()) {
            add(
                    "files-ignored-" + reason.label(),
                    "Of files-ignored: " + reason.description() + ".",
                    () -> ignored.get().count(reason));
        }
    }

    /** Whether the worker is stopping. */
    private static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }

    private boolean added(MetricName metric, Gauge<?> gauge, boolean lastTry) {
        try {
            registry.addMetric(metric, gauge);
            return true;
        } catch (IllegalArgumentException nameInUse) {
            if (lastTry) {
                throw new ConnectException(
                        "The previous instance of this task, which Connect has abandoned, has not ended yet."
                                + " Restart this task; if that does not help, restart the worker.",
                        nameInUse);
            }
            return false;
        }
    }
}
