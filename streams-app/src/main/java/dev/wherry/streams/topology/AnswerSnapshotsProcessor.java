package dev.wherry.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Counts the rows of a task of a type that a full snapshot lacks, and deletes them when the snapshot is applied. Each reads
 * the whole store of the task.
 */
final class AnswerSnapshotsProcessor implements Processor<String, byte[], byte[], byte[]> {
    private final String type;
    private final String latestStore;
    private final String floorStore;
    private final CommitScheduler commits;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<byte[], byte[]> latest;
    private SnapshotFloor floor;

    AnswerSnapshotsProcessor(String type, String latestStore, String floorStore, CommitScheduler commits) {
        this.type = type;
        this.latestStore = latestStore;
        this.floorStore = floorStore;
        this.commits = commits;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.latest = context.getStateStore(latestStore);
        this.floor = new SnapshotFloor(context.getStateStore(floorStore));
    }

    @Override
    public void process(Record<String, byte[]> record) {
        SnapshotMessage.Request request = SnapshotMessage.read(record.value(), SnapshotMessage.Request.class);
        if (!request.apply()) {
            count(request, record.timestamp());
        } else if (!floor.isAtLeast(request.version())) {
            apply(request, record.timestamp());
        }
        commits.recordProcessed(context, record.timestamp());
    }

    private void count(SnapshotMessage.Request request, long timestamp) {
        long rows = 0;
        long missing = 0;
        try (KeyValueIterator<byte[], byte[]> all = latest.all()) {
            while (all.hasNext()) {
                byte[] stored = all.next().value;
                if (CandidateFormat.isDeletion(stored)) {
                    continue;
                }
                if (CandidateFormat.compareVersion(stored, request.version()) >= 0) {
                    rows++;
                } else {
                    missing++;
                }
            }
        }
        int partition = context.taskId().partition();
        byte[] answer = new SnapshotMessage.Counted(type, request.reading(), partition, rows, missing).toJson();
        context.forward(
                new Record<>(request.reading().getBytes(UTF_8), answer, timestamp),
                NodeNames.writeSnapshotCounts(type));
    }

    /** The floor stands for the keys that are deleted, so that nothing of them is left in the store. */
    private void apply(SnapshotMessage.Request request, long timestamp) {
        RecordHeaders headers = OutputHeaders.missing(request.feed(), request.file(), request.version());
        try (KeyValueIterator<byte[], byte[]> all = latest.all()) {
            while (all.hasNext()) {
                KeyValue<byte[], byte[]> entry = all.next();
                if (CandidateFormat.compareVersion(entry.value, request.version()) >= 0) {
                    continue;
                }
                latest.delete(entry.key);
                if (!CandidateFormat.isDeletion(entry.value)) {
                    context.forward(
                            new Record<>(entry.key, null, timestamp, new RecordHeaders(headers)),
                            NodeNames.writeMissing(type));
                }
            }
        }
        floor.raise(request.version());
    }
}
