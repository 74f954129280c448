package dev.wherry.source;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.errors.ConnectException;

/** What a task tells about itself. Read on other threads than the task's. */
final class SourceMetrics {
    /**
     * A task that is slow to stop, because the broker does not answer, is given up by Connect and works on for as long; it has
     * its names until it ends, and so this one has to wait for it. Longer than such a task waits for the broker by default.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private final AtomicLong filesPending = new AtomicLong();
    private final AtomicLong filesWaiting = new AtomicLong();
    private final AtomicLong filesUnreadable = new AtomicLong();
    private final AtomicLong scans = new AtomicLong();
    private final AtomicLong lastScanMillis = new AtomicLong();
    private final AtomicLong documents = new AtomicLong();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    SourceMetrics(PluginMetrics registry) {
        add(
                registry,
                "files-pending",
                "Files that are known and not yet done with: to be read, incomplete, unreadable, not committed, not yet"
                        + " handed over, or with lines that are not published. 0 when all that the last scan found is"
                        + " committed and handed over; says nothing before scans-total is 1.",
                filesPending);
        add(registry, "files-waiting", "Those pending files that are incomplete or unreadable.", filesWaiting);
        add(registry, "files-unreadable", "Those pending files that cannot be read.", filesUnreadable);
        add(registry, "scans-total", "Scans of the whole inbox since the task's start.", scans);
        add(registry, "last-scan-ms", "What the last scan of the whole inbox took, in milliseconds.", lastScanMillis);
        add(registry, "documents-total", "Documents committed since the task's start.", documents);
        add(registry, "records-total", "Events committed since the task's start.", records);
        add(registry, "bytes-total", "Bytes of events committed since the task's start.", bytes);
    }

    private static void add(PluginMetrics registry, String name, String description, AtomicLong value) {
        Gauge<Long> gauge = (config, now) -> value.get();
        MetricName metric = registry.metricName(name, description, new LinkedHashMap<>());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!added(registry, metric, gauge, System.nanoTime() - end > 0 || isInterrupted())) {
            Utils.sleep(BETWEEN_TRIES.toMillis());
        }
    }

    /** The worker stops. */
    private static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }

    private static boolean added(PluginMetrics registry, MetricName metric, Gauge<Long> gauge, boolean lastTry) {
        try {
            registry.addMetric(metric, gauge);
            return true;
        } catch (IllegalArgumentException held) {
            if (lastTry) {
                throw new ConnectException(
                        "The task that was here before has not ended yet, although Connect has given it up: restart this"
                                + " task, or the worker if that does not help.",
                        held);
            }
            return false;
        }
    }

    /** The scans come last, so that who has seen one sees what it found. */
    void update(long pending, long waiting, long unreadable, long lastScan, long scanCount) {
        filesPending.set(pending);
        filesWaiting.set(waiting);
        filesUnreadable.set(unreadable);
        lastScanMillis.set(lastScan);
        scans.set(scanCount);
    }

    void committed(long newDocuments, long newRecords, long newBytes) {
        documents.addAndGet(newDocuments);
        records.addAndGet(newRecords);
        bytes.addAndGet(newBytes);
    }
}
