package dev.wherry.sink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;

/** Topics in memory. Offsets may have gaps, as left by transaction markers and compaction. */
public final class FakeTopics {
    private final Map<TopicPartition, NavigableMap<Long, SinkRecord>> partitions = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    /** The content of a record. */
    public record Entry(byte[] key, byte[] value, Map<String, byte[]> headers) {
        Entry withHeaders(Map<String, byte[]> others) {
            return new Entry(key, value, others);
        }
    }

    public synchronized void append(TopicPartition partition, Entry... entries) {
        for (Entry entry : entries) {
            long offset = ends.merge(partition, 1L, Long::sum) - 1;
            ConnectHeaders headers = new ConnectHeaders();
            entry.headers.forEach((name, value) -> headers.addBytes(name, value));
            SinkRecord record = new SinkRecord(
                    partition.topic(),
                    partition.partition(),
                    Schema.OPTIONAL_BYTES_SCHEMA,
                    entry.key,
                    Schema.OPTIONAL_BYTES_SCHEMA,
                    entry.value,
                    offset,
                    0L,
                    TimestampType.CREATE_TIME,
                    headers);
            partitions.computeIfAbsent(partition, p -> new TreeMap<>()).put(offset, record);
        }
    }

    /** The entries as records of an arbitrary topic. */
    public static List<SinkRecord> records(List<Entry> entries) {
        FakeTopics log = new FakeTopics();
        TopicPartition partition = new TopicPartition("some", 0);
        log.append(partition, entries.toArray(Entry[]::new));
        return log.read(partition, 0, entries.size());
    }

    /** Leaves a gap between offsets. */
    public synchronized void skip(TopicPartition partition, long offsets) {
        ends.merge(partition, offsets, Long::sum);
    }

    /** Deletes the partition and recreates it, empty. */
    public synchronized void recreate(TopicPartition partition) {
        partitions.remove(partition);
        ends.remove(partition);
    }

    synchronized List<SinkRecord> read(TopicPartition partition, long from, int maxRecords) {
        NavigableMap<Long, SinkRecord> records = partitions.getOrDefault(partition, new TreeMap<>());
        // A position beyond the end is out of range: the consumer resets it to the earliest offset.
        long start = from > ends.getOrDefault(partition, 0L) ? 0 : from;
        List<SinkRecord> read = new ArrayList<>();
        for (SinkRecord record : records.tailMap(start, true).values()) {
            if (read.size() == maxRecords) {
                break;
            }
            read.add(record);
        }
        return read;
    }
}
