package dev.wherry.source;

import dev.wherry.source.discover.Discovery;
import dev.wherry.source.disk.Disk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Takes a task's records as fast as they come, by the real clock and watch, and keeps only counts. */
final class CountingWorker {
    private final FileSourceTask task;
    private final Offsets offsets = new Offsets();
    private final FakeMetrics metrics = new FakeMetrics();
    private long longestPollNanos;

    private record Context(
            Map<String, String> configs, OffsetStorageReader offsetStorageReader, PluginMetrics pluginMetrics)
            implements SourceTaskContext {}

    CountingWorker(Map<String, String> config, Disk disk) {
        task = new FileSourceTask(disk, Discovery::systemWatch, System::nanoTime);
        task.initialize(new Context(config, offsets, metrics));
        task.start(new HashMap<>(config));
    }

    void drain() {
        while (metrics.value("scans-total") == 0 || metrics.value("files-pending") > 0) {
            turn();
        }
    }

    private void turn() {
        try {
            long begun = System.nanoTime();
            List<SourceRecord> records = task.poll();
            longestPollNanos = Math.max(longestPollNanos, System.nanoTime() - begun);
            if (records != null) {
                records.forEach(offsets::commit);
                records.forEach(record -> task.commitRecord(record, null));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    long records() {
        return metrics.value("records-total");
    }

    long bytes() {
        return metrics.value("bytes-total");
    }

    long lastScanMillis() {
        return metrics.value("last-scan-ms");
    }

    long longestPollMillis() {
        return longestPollNanos / 1_000_000;
    }

    void stop() {
        task.stop();
    }
}
