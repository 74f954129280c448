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

/** Loads what the streams app has written: states, invalid events and counters. */
final class DownstreamLoader {
    private final Map<String, String> types = new HashMap<>();
    private final Map<String, String> feeds = new HashMap<>();
    private final Sha256 digests = new Sha256();
    private final CopyLoader states;
    private final CopyLoader setAside;
    private final CopyLoader ledger;
    private final CopyLoader read;
    private final AuditDatabase database;

    DownstreamLoader(AuditDatabase database, Catalog catalog) {
        this.database = database;
        catalog.contracts().forEach(contract -> types.put(Topics.state(contract.type()), contract.type()));
        catalog.feeds().forEach(feed -> feeds.put(Topics.invalid(feed), feed));
        states = CopyLoader.of(database, "wherry_audit_state");
        setAside = CopyLoader.of(database, "wherry_audit_set_aside");
        ledger = CopyLoader.of(database, "wherry_audit_ledger");
        read = CopyLoader.of(database, "wherry_audit_read");
    }

    Set<String> topics() {
        Set<String> topics = new HashSet<>(types.keySet());
        topics.addAll(feeds.keySet());
        topics.add(Topics.LEDGER);
        return topics;
    }

    void take(ConsumerRecord<byte[], byte[]> record) throws SQLException {
        if (types.containsKey(record.topic())) {
            takeState(types.get(record.topic()), record);
        } else if (feeds.containsKey(record.topic())) {
            takeInvalid(feeds.get(record.topic()), record);
        } else {
            takeCount(record);
        }
    }

    private void takeState(String type, ConsumerRecord<byte[], byte[]> record) throws SQLException {
        String file = RawOrigin.text(record, Headers.FILE);
        states.row()
                .text(type)
                .number((long) record.partition())
                .number(record.offset())
                .bytes(record.key() == null ? new byte[0] : record.key())
                .storable(RawOrigin.text(record, Headers.FEED))
                .bytes(file == null ? null : file.getBytes(UTF_16BE))
                .number(RawOrigin.orNull(RawOrigin.number(record, Headers.OFFSET)))
                .number(RawOrigin.orNull(RawOrigin.number(record, Headers.MODIFIED)))
                .bytes(RawOrigin.bytes(record, Headers.VERSION))
                .bytes(digests.of(record.value()))
                .endRow();
    }

    private void takeInvalid(String feed, ConsumerRecord<byte[], byte[]> record) throws SQLException {
        setAside.row()
                .text(feed)
                .number((long) record.partition())
                .number(record.offset())
                .storable(record.key() == null ? null : new String(record.key(), UTF_8))
                .storable(RawOrigin.text(record, Headers.FILE))
                .number(RawOrigin.orNull(RawOrigin.number(record, Headers.OFFSET)))
                .number(RawOrigin.orNull(RawOrigin.number(record, Headers.MODIFIED)))
                .bytes(digests.of(record.value()))
                .number(RawOrigin.orNull(RawOrigin.number(record, Headers.FULL_SIZE)))
                .storable(ReasonCodes.of(RawOrigin.bytes(record, Headers.REASONS)))
                .endRow();
    }

    private void takeCount(ConsumerRecord<byte[], byte[]> record) throws SQLException {
        ledger.row()
                .number(record.offset())
                .storable(record.key() == null ? null : new String(record.key(), UTF_8))
                .number(count(record.value()))
                .endRow();
    }

    private static Long count(byte[] value) {
        try {
            return value == null ? null : Long.valueOf(new String(value, UTF_8));
        } catch (NumberFormatException noCount) {
            return null;
        }
    }

    /** Sends what is left, and notes how far every topic has been read. */
    void flush(TopicReader reader) throws SQLException {
        states.flush();
        setAside.flush();
        ledger.flush();
        database.execute("TRUNCATE wherry_audit_read");
        for (TopicPartition partition : reader.partitions(topics())) {
            read.row()
                    .text(partition.topic())
                    .number((long) partition.partition())
                    .number(reader.next(partition))
                    .endRow();
        }
        read.flush();
    }
}
