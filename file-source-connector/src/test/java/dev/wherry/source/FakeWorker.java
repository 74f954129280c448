package dev.wherry.source;

import dev.wherry.source.disk.Disk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * Does with one task what an exactly-once worker does: a transaction a poll, offsets in it, acknowledgements after it.
 * Topics and offsets are given, because they outlive it.
 */
final class FakeWorker {
    private final FileSourceTask task;
    private final FakeOffsets offsets;
    private final List<PublishedRecord> topics;
    private final FakeMetrics metrics = new FakeMetrics();

    FakeWorker(
            Map<String, String> config,
            Disk disk,
            FakeWatch watch,
            FakeClock clock,
            FakeOffsets offsets,
            List<PublishedRecord> topics) {
        this.offsets = offsets;
        this.topics = topics;
        this.task = new FileSourceTask(disk, watch::open, clock);
        task.initialize(new Context(config, offsets, metrics));
        task.start(new HashMap<>(config));
    }

    private record Context(
            Map<String, String> configs, OffsetStorageReader offsetStorageReader, PluginMetrics pluginMetrics)
            implements SourceTaskContext {}

    /** One turn of the worker's loop. Returns whether anything was published. */
    boolean turn() {
        List<SourceRecord> records = poll();
        commit(records);
        acknowledge(records);
        return !records.isEmpty();
    }

    List<SourceRecord> poll() {
        try {
            List<SourceRecord> records = task.poll();
            return records == null ? List.of() : records;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void commit(List<SourceRecord> records) {
        List<PublishedRecord> transaction = new ArrayList<>();
        for (SourceRecord record : records) {
            transaction.add(PublishedRecord.of(record));
            offsets.commit(record);
        }
        topics.addAll(transaction);
    }

    void acknowledge(List<SourceRecord> records) {
        records.forEach(record -> task.commitRecord(record, null));
    }

    /** Turns until all that the last scan found is done with. */
    void drain() {
        int idle = 0;
        for (int turns = 0; idle < 3; turns++) {
            if (turns > 10_000) {
                throw new AssertionError("still pending: " + metric("files-pending"));
            }
            boolean done =
                    !turn() && metric("scans-total") > 0 && metric("files-pending") == metric("files-unreadable");
            idle = done ? idle + 1 : 0;
        }
    }

    long metric(String name) {
        return metrics.value(name);
    }

    FakeMetrics metrics() {
        return metrics;
    }

    void stop() {
        task.stop();
    }
}
