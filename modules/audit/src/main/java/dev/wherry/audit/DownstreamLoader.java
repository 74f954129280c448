package dev.wherry.audit;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.contracts.Catalog;
import dev.wherry.wire.Headers;
import dev.wherry.wire.Topics;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Loads the output of the streams app: states, events of event tables, invalid events and counters. */
final class DownstreamLoader {
    private final Map<String, String> typesByTopic = new HashMap<>();
    private final Map<String, String> eventTypesByTopic = new HashMap<>();
    private final Map<String, String> feedsByTopic = new HashMap<>();
    private final Sha256 sha256 = new Sha256();
    private final CopyLoader states;
    private final CopyLoader appended;
    private final CopyLoader quarantined;
    private final CopyLoader ledger;
    private final CopyLoader readOffsets;
    private final AuditDatabase database;

    DownstreamLoader(AuditDatabase database, Catalog catalog) {
        this.database = database;
        catalog.contracts().forEach(contract -> (contract.isEventTable() ? eventTypesByTopic : typesByTopic)
                .put(contract.topic(), contract.type()));
        catalog.feeds().forEach(feed -> feedsByTopic.put(Topics.invalid(feed), feed));
        states = CopyLoader.of(database, "wherry_audit_state");
        appended = CopyLoader.of(database, "wherry_audit_appended");
        quarantined = CopyLoader.of(database, "wherry_audit_quarantined");
        ledger = CopyLoader.of(database, "wherry_audit_ledger");
        readOffsets = CopyLoader.of(database, "wherry_audit_read");
    }

    Set<String> topics() {
        Set<String> topics = new HashSet<>(typesByTopic.keySet());
        topics.addAll(eventTypesByTopic.keySet());
        topics.addAll(feedsByTopic.keySet());
        topics.add(Topics.LEDGER);
        return topics;
    }

    void add(ConsumerRecord<byte[], byte[]> record) throws SQLException {
        if (typesByTopic.containsKey(record.topic())) {
            addValid(states, typesByTopic.get(record.topic()), record);
        } else if (eventTypesByTopic.containsKey(record.topic())) {
            addValid(appended, eventTypesByTopic.get(record.topic()), record);
        } else if (feedsByTopic.containsKey(record.topic())) {
            addInvalid(feedsByTopic.get(record.topic()), record);
        } else {
            addCount(record);
        }
    }

    private void addValid(CopyLoader loader, String type, ConsumerRecord<byte[], byte[]> record) throws SQLException {
        String file = RawOrigin.text(record, Headers.FILE);
        loader.row()
                .text(type)
                .number((long) record.partition())
                .number(record.offset())
                .bytes(record.key() == null ? new byte[0] : record.key())
                .storable(RawOrigin.text(record, Headers.FEED))
                .bytes(file == null ? null : file.getBytes(UTF_16BE))
                .number(RawOrigin.orNull(RawOrigin.number(record, Headers.OFFSET)))
                .number(RawOrigin.orNull(RawOrigin.number(record, Headers.MODIFIED)))
                .bytes(RawOrigin.bytes(record, Headers.VERSION))
                .bytes(sha256.digest(record.value()))
                .endRow();
    }

    private void addInvalid(String feed, ConsumerRecord<byte[], byte[]> record) throws SQLException {
        quarantined
                .row()
                .text(feed)
                .number((long) record.partition())
                .number(record.offset())
                .storable(record.key() == null ? null : new String(record.key(), UTF_8))
                .storable(RawOrigin.text(record, Headers.FILE))
                .number(RawOrigin.orNull(RawOrigin.number(record, Headers.OFFSET)))
                .number(RawOrigin.orNull(RawOrigin.number(record, Headers.MODIFIED)))
                .bytes(sha256.digest(record.value()))
                .number(RawOrigin.orNull(RawOrigin.number(record, Headers.FULL_SIZE)))
                .storable(ReasonCodes.of(RawOrigin.bytes(record, Headers.REASONS)))
                .endRow();
    }

    private void addCount(ConsumerRecord<byte[], byte[]> record) throws SQLException {
        ledger.row()
                .number(record.offset())
                .storable(record.key() == null ? null : new String(record.key(), UTF_8))
                .number(count(record.value()))
                .endRow();
    }

    private static Long count(byte[] value) {
        try {
            return value == null ? null : Long.valueOf(new String(value, UTF_8));
        } catch (NumberFormatException malformed) {
            return null;
        }
    }

    /** Flushes all rows, and records how far each topic has been read. */
    void flush(TopicReader reader) throws SQLException {
        states.flush();
        appended.flush();
        quarantined.flush();
        ledger.flush();
        database.execute("TRUNCATE wherry_audit_read");
        for (TopicPartition partition : reader.partitions(topics())) {
            readOffsets
                    .row()
                    .text(partition.topic())
                    .number((long) partition.partition())
                    .number(reader.nextOffset(partition))
                    .endRow();
        }
        readOffsets.flush();
    }
}
