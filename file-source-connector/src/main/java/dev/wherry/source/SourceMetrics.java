package dev.wherry.source;

import java.util.LinkedHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.PluginMetrics;

/** What a task tells about itself. Read on other threads than the task's. */
final class SourceMetrics {
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
        registry.addMetric(registry.metricName(name, description, new LinkedHashMap<>()), gauge);
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
