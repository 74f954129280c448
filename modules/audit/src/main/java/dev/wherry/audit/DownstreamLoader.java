package dev.wherry.audit;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.ContractTable;
import dev.wherry.wire.Headers;
import dev.wherry.wire.Topics;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Loads the output of the streams app: states, events of event tables and histories, invalid events, counters, receipts and
 * decisions about full snapshots; and what the source says of files.
 */
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
    private final ReceiptLoader receipts;
    private final AuditDatabase database;
    private final boolean snapshots;

    DownstreamLoader(AuditDatabase database, Catalog catalog) {
        this.database = database;
        this.snapshots = catalog.hasSnapshots();
        catalog.contracts().forEach(contract -> contract.tables()
                .forEach(table -> (table.kind() == ContractTable.Kind.STATE ? typesByTopic : eventTypesByTopic)
                        .put(table.topic(), contract.type())));
        catalog.feeds().forEach(feed -> feedsByTopic.put(Topics.invalid(feed), feed));
        states = CopyLoader.of(database, "wherry_audit_state");
        appended = CopyLoader.of(database, "wherry_audit_appended");
        quarantined = CopyLoader.of(database, "wherry_audit_quarantined");
        ledger = CopyLoader.of(database, "wherry_audit_ledger");
        readOffsets = CopyLoader.of(database, "wherry_audit_read");
        receipts = new ReceiptLoader(database);
    }

    /** The topics to load. */
    Set<String> topics() {
        Set<String> topics = new HashSet<>(sinkTopics());
        topics.add(Topics.FILES);
        return topics;
    }

    /** Those that the sink reads. */
    Set<String> sinkTopics() {
        Set<String> topics = new HashSet<>(typesByTopic.keySet());
        topics.addAll(eventTypesByTopic.keySet());
        topics.addAll(feedsByTopic.keySet());
        topics.add(Topics.LEDGER);
        topics.add(Topics.RECEIPTS);
        if (snapshots) {
            topics.add(Topics.FILES);
        }
        return topics;
    }

    /** The audit starts: what the source says of files from now on is not checked. */
    void start(TopicReader reader) {
        receipts.start(reader.committedEnds(reader.partitions(Set.of(Topics.FILES))));
    }

    void add(ConsumerRecord<byte[], byte[]> record) throws SQLException {
        if (typesByTopic.containsKey(record.topic())) {
            addValid(states, typesByTopic.get(record.topic()), record).endRow();
        } else if (eventTypesByTopic.containsKey(record.topic())) {
            addValid(appended, eventTypesByTopic.get(record.topic()), record)
                    .bytes(RawOrigin.bytes(record, Headers.ID))
                    .truth(RawOrigin.bytes(record, Headers.DELETION) != null)
                    .endRow();
        } else if (feedsByTopic.containsKey(record.topic())) {
            addInvalid(feedsByTopic.get(record.topic()), record);
        } else {
            switch (record.topic()) {
                case Topics.FILES -> receipts.addStatement(record);
                case Topics.RECEIPTS -> receipts.addReceipt(record);
                default -> addCount(record);
            }
        }
    }

    /** Leaves the row open. */
    private CopyText addValid(CopyLoader loader, String type, ConsumerRecord<byte[], byte[]> record)
            throws SQLException {
        String file = RawOrigin.text(record, Headers.FILE);
        return loader.row()
                .text(type)
                .number((long) record.partition())
                .number(record.offset())
                .bytes(record.key() == null ? new byte[0] : record.key())
                .storable(RawOrigin.text(record, Headers.FEED))
                .bytes(file == null ? null : file.getBytes(UTF_16BE))
                .number(RawOrigin.orNull(RawOrigin.number(record, Headers.OFFSET)))
                .number(RawOrigin.orNull(RawOrigin.number(record, Headers.MODIFIED)))
                .bytes(RawOrigin.bytes(record, Headers.VERSION))
                .bytes(sha256.digest(record.value()));
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
        receipts.flush();
        database.execute("TRUNCATE wherry_audit_read");
        for (TopicPartition partition : reader.partitions(sinkTopics())) {
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
