package dev.wherry.s3;

import dev.wherry.wire.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * Drives one task like an exactly-once worker: one transaction per poll that includes the offsets, and acknowledgements
 * after it. Topics and offsets are passed in, because they outlive the worker.
 */
final class FakeWorker {
    private final S3SourceTask task;
    private final FakeOffsets offsets;
    private final List<PublishedRecord> topics;
    private final PublishedFiles files;
    private final FakeMetrics metrics = new FakeMetrics();

    FakeWorker(
            Map<String, String> config,
            S3SourceTask.Parts parts,
            FakeOffsets offsets,
            List<PublishedRecord> topics,
            PublishedFiles files) {
        this.offsets = offsets;
        this.topics = topics;
        this.files = files;
        this.task = new S3SourceTask(parts);
        task.initialize(new Context(config, offsets, metrics));
        task.start(new HashMap<>(config));
    }

    private record Context(
            Map<String, String> configs, OffsetStorageReader offsetStorageReader, PluginMetrics pluginMetrics)
            implements SourceTaskContext {}

    /** One iteration of the worker's loop. Returns whether anything was published. */
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
            if (record.topic().equals(Topics.FILES)) {
                files.add(record);
            } else {
                files.count(record);
                transaction.add(PublishedRecord.of(record));
            }
            offsets.commit(record);
        }
        topics.addAll(transaction);
    }

    void acknowledge(List<SourceRecord> records) {
        records.forEach(record -> task.commitRecord(record, null));
    }

    /** Runs the loop until all objects of the last pass are done with. */
    void drain() {
        int idle = 0;
        for (int turns = 0; idle < 3; turns++) {
            if (turns > 200) {
                throw new AssertionError("still pending: " + metric("files-pending") + " " + metrics.text("problems"));
            }
            boolean finished = !turn() && metric("scans-total") > 0 && metric("files-pending") == 0;
            idle = finished ? idle + 1 : 0;
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
