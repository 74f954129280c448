package dev.wherry.operations.erase;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wherry.contracts.EventKey;
import dev.wherry.contracts.EventKeyReader;
import dev.wherry.operations.erase.ErasurePlan.RawPartition;
import dev.wherry.operations.topics.LogOffsets;
import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Headers;
import dev.wherry.wire.Topics;
import dev.wherry.wire.receipt.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Finds the raw events of one entity: those whose bytes hold its key, valid or not, and unreadable ones from the same place
 * of the same file, such as a document that was published before it was complete.
 */
final class RawSearch {
    private record Place(TopicPartition partition, long offset) {}

    private final RawReader raw;
    private final LogOffsets offsets;
    private final EventKeyReader reader;
    private final byte[] key;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<TopicPartition, SortedSet<Long>> found = new HashMap<>();
    private final Set<String> origins = new HashSet<>();
    private final Map<String, List<Place>> unreadable = new HashMap<>();
    private final Set<String> linesFiles = new HashSet<>();
    private final Map<Place, String> readings = new HashMap<>();

    RawSearch(RawReader raw, LogOffsets offsets, EventKeyReader reader, byte[] key) {
        this.raw = raw;
        this.offsets = offsets;
        this.reader = reader;
        this.key = key.clone();
    }

    /** @throws ErasureImpossibleException if a transaction is open */
    void search(String feed) {
        List<TopicPartition> partitions = raw.partitions(Topics.raw(feed));
        Map<TopicPartition, Long> starts = offsets.beginnings(partitions);
        Map<TopicPartition, Long> committed = offsets.committedEnds(partitions);
        ends.putAll(offsets.ends(partitions));
        for (TopicPartition partition : partitions) {
            if (committed.get(partition) < ends.get(partition)) {
                throw new ErasureImpossibleException("A transaction is open in " + partition
                        + ": end it with `wherry transactions --end`, then erase again.");
            }
            raw.read(partition, starts.get(partition), ends.get(partition), record -> add(partition, record));
        }
    }

    private void add(TopicPartition partition, ConsumerRecord<byte[], byte[]> record) {
        String file = text(record, Headers.FILE);
        if (record.headers().lastHeader(Headers.MODIFIED) == null) {
            linesFiles.add(file);
        }
        if (record.value() == null) {
            return;
        }
        EventKey read = reader.read(record.value(), headers(record));
        if (isOfEntity(read)) {
            found.computeIfAbsent(partition, any -> new TreeSet<>()).add(record.offset());
            origins.add(origin(record));
            addReading(partition, record);
        } else if (read instanceof EventKey.Unreadable) {
            unreadable
                    .computeIfAbsent(origin(record), any -> new ArrayList<>())
                    .add(new Place(partition, record.offset()));
            addReading(partition, record);
        }
    }

    private void addReading(TopicPartition partition, ConsumerRecord<byte[], byte[]> record) {
        byte[] reading = headers(record).bytes(Headers.READING);
        if (Reading.isPart(reading)) {
            readings.put(new Place(partition, record.offset()), new String(reading, ISO_8859_1));
        }
    }

    private boolean isOfEntity(EventKey read) {
        return read instanceof EventKey.Found of && Arrays.equals(of.key(), key);
    }

    private static String origin(ConsumerRecord<byte[], byte[]> record) {
        return text(record, Headers.FILE) + '\n' + text(record, Headers.OFFSET);
    }

    private static HeaderReader headers(ConsumerRecord<byte[], byte[]> record) {
        return new HeaderReader(name -> {
            Header last = record.headers().lastHeader(name);
            return last == null ? null : last.value();
        });
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        String text = headers(record).text(header);
        return text == null ? "" : text;
    }

    /** Ends the search. */
    List<RawPartition> partitions() {
        origins.retainAll(unreadable.keySet());
        removeSharedOrigins();
        for (String origin : origins) {
            for (Place place : unreadable.remove(origin)) {
                found.computeIfAbsent(place.partition, any -> new TreeSet<>()).add(place.offset);
            }
        }
        List<RawPartition> partitions = new ArrayList<>();
        new TreeMap<>(byName(found))
                .values()
                .forEach(partition -> partitions.add(new RawPartition(
                        partition.topic(),
                        partition.partition(),
                        ends.get(partition),
                        List.copyOf(found.get(partition)))));
        return partitions;
    }

    /** A service may use a file name for one entity after another. An unreadable event in such a file may be of any of them. */
    private void removeSharedOrigins() {
        if (origins.isEmpty()) {
            return;
        }
        for (TopicPartition partition : found.keySet()) { // the records of one file are in one partition
            raw.read(partition, offsets.beginnings(Set.of(partition)).get(partition), ends.get(partition), record -> {
                if (record.value() != null
                        && reader.read(record.value(), headers(record)) instanceof EventKey.Found other
                        && !Arrays.equals(other.key(), key)) {
                    origins.remove(origin(record));
                }
            });
        }
    }

    private static Map<String, TopicPartition> byName(Map<TopicPartition, ?> partitions) {
        Map<String, TopicPartition> names = new HashMap<>();
        partitions.keySet().forEach(partition -> names.put(partition.toString(), partition));
        return names;
    }

    /** By reading of a file, the number of the events found. */
    Map<String, Long> readings() {
        Map<String, Long> events = new TreeMap<>();
        found.forEach((partition, offsets) -> offsets.forEach(offset -> {
            String reading = readings.get(new Place(partition, offset));
            if (reading != null) {
                events.merge(reading, 1L, Long::sum);
            }
        }));
        return events;
    }

    /** The number of events whose key cannot be read, and which may be events of the entity. */
    long unreadable() {
        return unreadable.values().stream().mapToLong(List::size).sum();
    }

    /** The files of lines, relative to the inbox. */
    Set<String> linesFiles() {
        return Set.copyOf(linesFiles);
    }
}
