package dev.wherry.source.batch;

import dev.wherry.source.progress.PartitionOffset;
import dev.wherry.wire.Headers;
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

/** What one poll publishes, and what is to be done once all of it is acknowledged. */
public final class Batch {
    private final int maxEvents;
    private final long maxBytes;
    private final List<RawEvent> events = new ArrayList<>();
    private final List<PartitionOffset> cells = new ArrayList<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private volatile CountDownLatch unacknowledged = new CountDownLatch(0);
    private final Set<PartitionOffset> touched = Collections.newSetFromMap(new IdentityHashMap<>());
    private int count;
    private long bytes;
    private boolean settled;

    public Batch(int maxEvents, long maxBytes) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /** Adds an event whose publication is stored in that cell. */
    public void add(RawEvent event, PartitionOffset cell) {
        events.add(event);
        cells.add(cell);
        count++;
        bytes += event.value().length;
    }

    /** Adds a whole document, with what is to be done when all of the batch is acknowledged. */
    public void addDocument(RawEvent event, PartitionOffset cell, Runnable afterwards) {
        add(event, cell);
        this.afterwards.add(afterwards);
    }

    public int roomForEvents() {
        return maxEvents - count;
    }

    public long roomForBytes() {
        return maxBytes - bytes;
    }

    public boolean isFull() {
        return roomForEvents() <= 0 || roomForBytes() <= 0;
    }

    public boolean isHalfFull() {
        return 2 * count >= maxEvents || 2 * bytes >= maxBytes;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    public int size() {
        return count;
    }

    public int documents() {
        return afterwards.size();
    }

    /** Of the values. */
    public long bytes() {
        return bytes;
    }

    /** The records, in order. Called once, after the last event. */
    public List<SourceRecord> records() {
        unacknowledged = new CountDownLatch(events.size());
        SourceRecord[] records = new SourceRecord[events.size()];
        // From the end, so that the first record met of a cell is its last.
        for (int i = records.length - 1; i >= 0; i--) {
            PartitionOffset cell = cells.get(i);
            records[i] = record(events.get(i), cell, touched.add(cell));
        }
        events.clear();
        cells.clear();
        return List.of(records);
    }

    private static SourceRecord record(RawEvent event, PartitionOffset cell, boolean last) {
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
        // Neither partition nor time: the producer chooses by key, and stamps with the time of publishing. An old event
        // stamped with its own time would fall to the topic's retention at once.
        return new SourceRecord(
                cell.partition(),
                last ? cell.seal() : cell.stored(),
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
        return new SchemaAndValue(Schema.BYTES_SCHEMA, Long.toString(value).getBytes(StandardCharsets.US_ASCII));
    }

    /** One record is acknowledged. May be called on any thread. */
    public void acknowledge() {
        unacknowledged.countDown();
    }

    public boolean isAcknowledged() {
        return unacknowledged.getCount() == 0;
    }

    /** Waits until all records are acknowledged, at most so long. Returns whether they are. */
    public boolean awaitAcknowledgement(Duration atMost) throws InterruptedException {
        return unacknowledged.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Does, once, what was to be done afterwards. Returns whether it did. */
    public boolean settle() {
        if (!isAcknowledged()) {
            throw new IllegalStateException("not all records are acknowledged");
        }
        boolean first = !settled;
        settled = true;
        if (first) {
            touched.forEach(PartitionOffset::acknowledged);
            afterwards.forEach(Runnable::run);
        }
        return first;
    }
}
