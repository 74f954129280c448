package dev.wherry.testing.connect;

import dev.wherry.wire.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * Drives one task like an exactly-once worker: one transaction per poll that includes the offsets, and acknowledgements
 * after it. Topics and offsets are passed in, because they outlive the worker.
 */
public class FakeSourceWorker {
    private final SourceTask task;
    private final FakeOffsets offsets;
    private final List<PublishedRecord> topics;
    private final PublishedFiles files;
    private final FakeMetrics metrics = new FakeMetrics();

    /** Starts the task. */
    public FakeSourceWorker(
            SourceTask task,
            Map<String, String> config,
            FakeOffsets offsets,
            List<PublishedRecord> topics,
            PublishedFiles files) {
        this.offsets = offsets;
        this.topics = topics;
        this.files = files;
        this.task = task;
        task.initialize(new Context(config, offsets, metrics));
        task.start(new HashMap<>(config));
    }

    private record Context(
            Map<String, String> configs, OffsetStorageReader offsetStorageReader, PluginMetrics pluginMetrics)
            implements SourceTaskContext {}

    /** One iteration of the worker's loop. Returns whether anything was published. */
    public final boolean turn() {
        List<SourceRecord> records = poll();
        commit(records);
        acknowledge(records);
        return !records.isEmpty();
    }

    /** The records of one poll. */
    public final List<SourceRecord> poll() {
        try {
            List<SourceRecord> records = task.poll();
            return records == null ? List.of() : records;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Commits the records and their offsets in one transaction. */
    public final void commit(List<SourceRecord> records) {
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

    /** Tells the task that the records are committed. */
    public final void acknowledge(List<SourceRecord> records) {
        try {
            for (SourceRecord record : records) {
                task.commitRecord(record, null);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Runs the loop until nothing is published and that holds, three times in a row.
     *
     * @throws AssertionError after so many iterations
     */
    protected final void drain(int maxTurns, BooleanSupplier isFinished) {
        int idle = 0;
        for (int turns = 0; idle < 3; turns++) {
            if (turns > maxTurns) {
                throw new AssertionError("still pending: " + metric("files-pending") + " " + metrics.text("problems"));
            }
            boolean finished = !turn() && metric("scans-total") > 0 && isFinished.getAsBoolean();
            idle = finished ? idle + 1 : 0;
        }
    }

    /** The value of one of the task's metrics. */
    public final long metric(String name) {
        return metrics.value(name);
    }

    /** The task's metrics. */
    public final FakeMetrics metrics() {
        return metrics;
    }

    /** Stops the task. */
    public final void stop() {
        task.stop();
    }
}
