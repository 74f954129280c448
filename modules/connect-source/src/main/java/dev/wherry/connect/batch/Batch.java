package dev.wherry.connect.batch;

import dev.wherry.connect.progress.ClosedReading;
import dev.wherry.connect.progress.PartitionOffset;
import dev.wherry.wire.Headers;
import dev.wherry.wire.Topics;
import dev.wherry.wire.receipt.FinishedFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The events that one poll publishes, and which files it finishes, and how many of the records are acknowledged. What it
 * says of a file follows the file's events.
 *
 * @param <T> a whole document, as the source knows it
 */
public final class Batch<T> {
    private final int maxEvents;
    private final long maxBytes;
    private final List<RawEvent> events = new ArrayList<>();
    private final List<PartitionOffset> offsets = new ArrayList<>();
    private final List<ClosedReading> finished = new ArrayList<>();
    private final List<T> documents = new ArrayList<>();
    private final Set<PartitionOffset> changedOffsets = Collections.newSetFromMap(new IdentityHashMap<>());
    private volatile CountDownLatch unacknowledged = new CountDownLatch(0);
    private int eventCount;
    private long bytes;
    private boolean committed;

    /** @param maxBytes the batch is full once its values have this many bytes; the last one may exceed it */
    public Batch(int maxEvents, long maxBytes) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /** Adds an event whose publication that offset records. */
    public void add(RawEvent event, PartitionOffset offset) {
        events.add(event);
        offsets.add(offset);
        eventCount++;
        bytes += event.value().length;
    }

    /** Adds the event of a whole document, which is to be disposed of after the commit. */
    public void addDocument(RawEvent event, PartitionOffset offset, T document) {
        add(event, offset);
        documents.add(document);
    }

    /** Adds a file of which nothing more is published. */
    public void add(ClosedReading reading) {
        finished.add(reading);
    }

    public int remainingEvents() {
        return maxEvents - eventCount;
    }

    public long remainingBytes() {
        return maxBytes - bytes;
    }

    public boolean isFull() {
        return remainingEvents() <= 0 || remainingBytes() <= 0;
    }

    public boolean isHalfFull() {
        return 2 * eventCount >= maxEvents || 2 * bytes >= maxBytes;
    }

    public boolean isEmpty() {
        return eventCount == 0 && finished.isEmpty();
    }

    /** The number of events. */
    public int size() {
        return eventCount;
    }

    public List<T> documents() {
        return Collections.unmodifiableList(documents);
    }

    /** The total size of the values. */
    public long bytes() {
        return bytes;
    }

    /** The records, in order. Called once, after the last event was added. */
    public List<SourceRecord> records() {
        SourceRecord[] records = new SourceRecord[events.size() + finished.size()];
        unacknowledged = new CountDownLatch(records.length);
        // Backwards, so that the first record met of a source partition is its last one.
        for (int i = records.length - 1; i >= 0; i--) {
            int ofFinished = i - events.size();
            PartitionOffset offset =
                    ofFinished < 0 ? offsets.get(i) : finished.get(ofFinished).offset();
            boolean last = changedOffsets.add(offset);
            records[i] = ofFinished < 0
                    ? record(events.get(i), offset, last)
                    : record(finished.get(ofFinished).file(), offset, last);
        }
        events.clear();
        offsets.clear();
        return List.of(records);
    }

    private static SourceRecord record(FinishedFile file, PartitionOffset offset, boolean lastOfPartition) {
        return new SourceRecord(
                offset.partition(),
                lastOfPartition ? offset.capture() : offset.stored(),
                Topics.FILES,
                null,
                Schema.BYTES_SCHEMA,
                file.file().getBytes(StandardCharsets.UTF_8),
                Schema.BYTES_SCHEMA,
                file.toJson());
    }

    private static SourceRecord record(RawEvent event, PartitionOffset offset, boolean lastOfPartition) {
        SchemaAndValue file = new SchemaAndValue(Schema.BYTES_SCHEMA, event.file());
        ConnectHeaders headers = new ConnectHeaders();
        headers.add(Headers.FILE, file);
        headers.add(Headers.OFFSET, number(event.offset()));
        if (event.modified() != RawEvent.NONE) {
            headers.add(Headers.MODIFIED, number(event.modified()));
        }
        if (event.fullSize() != RawEvent.NONE) {
            headers.add(Headers.FULL_SIZE, number(event.fullSize()));
        }
        if (event.line() != 0) {
            headers.add(Headers.LINE, number(event.line()));
        }
        if (event.format() != null) {
            headers.add(Headers.FORMAT, new SchemaAndValue(Schema.BYTES_SCHEMA, event.format()));
        }
        if (event.fault() != null) {
            headers.add(Headers.FAULT, text(event.fault().toHeader()));
        }
        if (event.reading() != null) {
            headers.add(Headers.READING, new SchemaAndValue(Schema.BYTES_SCHEMA, event.reading()));
        }
        // No partition: the producer chooses it by key. No timestamp: the producer sets the time of publishing. With
        // the
        // event's own time, the topic's retention would delete an old event at once.
        return new SourceRecord(
                offset.partition(),
                lastOfPartition ? offset.capture() : offset.stored(),
                event.topic(),
                null,
                Schema.BYTES_SCHEMA,
                event.file(),
                Schema.BYTES_SCHEMA,
                event.value(),
                null,
                headers);
    }

    private static SchemaAndValue number(long value) {
        return text(Long.toString(value));
    }

    private static SchemaAndValue text(String value) {
        return new SchemaAndValue(Schema.BYTES_SCHEMA, value.getBytes(StandardCharsets.UTF_8));
    }

    /** One record is acknowledged. May be called on any thread. */
    public void acknowledge() {
        unacknowledged.countDown();
    }

    public boolean isAcknowledged() {
        return unacknowledged.getCount() == 0;
    }

    /** Waits until all records are acknowledged. Returns false on timeout. */
    public boolean awaitAcknowledgement(Duration timeout) throws InterruptedException {
        return unacknowledged.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Notes that the offsets of the batch are stored. Returns false if that was noted before.
     *
     * @throws IllegalStateException if not all records are acknowledged
     */
    public boolean markCommitted() {
        if (!isAcknowledged()) {
            throw new IllegalStateException("not all records are acknowledged");
        }
        boolean first = !committed;
        committed = true;
        if (first) {
            changedOffsets.forEach(PartitionOffset::markCommitted);
        }
        return first;
    }
}
