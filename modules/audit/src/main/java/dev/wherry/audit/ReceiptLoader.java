package dev.wherry.audit;

import dev.wherry.wire.Outcome;
import dev.wherry.wire.receipt.ErasedEvents;
import dev.wherry.wire.receipt.FileStatement;
import dev.wherry.wire.receipt.FinishedFile;
import dev.wherry.wire.receipt.Receipt;
import dev.wherry.wire.receipt.SnapshotDecision;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Loads what the source says of files, what the streams app has decided about full snapshots, and its receipts. Malformed
 * records count as missing.
 */
final class ReceiptLoader {
    private final CopyLoader files;
    private final CopyLoader erased;
    private final CopyLoader decisions;
    private final CopyLoader receipts;
    private final CopyLoader lateReadings;
    /** By partition, where the statements begin that arrived after the audit started. */
    private Map<TopicPartition, Long> lateFrom = Map.of();

    ReceiptLoader(AuditDatabase database) {
        files = CopyLoader.of(database, "wherry_audit_file");
        erased = CopyLoader.of(database, "wherry_audit_erased_part");
        decisions = CopyLoader.of(database, "wherry_audit_decision");
        receipts = CopyLoader.of(database, "wherry_audit_receipt");
        lateReadings = CopyLoader.of(database, "wherry_audit_late_reading");
    }

    /** The audit starts: later statements are not checked, because their receipts may not have been issued. */
    void start(Map<TopicPartition, Long> ends) {
        lateFrom = Map.copyOf(ends);
    }

    void addStatement(ConsumerRecord<byte[], byte[]> record) throws SQLException {
        FileStatement statement;
        try {
            statement = FileStatement.ofJson(valueOf(record));
        } catch (IllegalArgumentException malformed) {
            return;
        }
        if (statement instanceof FinishedFile file) {
            add(files.row().number(record.offset()), file).endRow();
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            if (record.offset() >= lateFrom.getOrDefault(partition, Long.MAX_VALUE)) {
                lateReadings.row().storable(file.reading()).endRow();
            }
        } else if (statement instanceof ErasedEvents events) {
            erased.row()
                    .storable(events.reading())
                    .storable(events.erasure())
                    .number(events.events())
                    .endRow();
        } else if (statement instanceof SnapshotDecision decision) {
            decisions
                    .row()
                    .number(record.offset())
                    .storable(decision.type())
                    .storable(decision.reading())
                    .storable(decision.feed())
                    .storable(decision.file())
                    .bytes(decision.version())
                    .text(decision.verdict().label())
                    .storable(decision.reason())
                    .number(decision.rows())
                    .number(decision.missing())
                    .number(decision.before())
                    .number(record.timestamp())
                    .endRow();
        } else {
            throw new IllegalStateException("the audit does not know the statement " + statement.getClass());
        }
    }

    void addReceipt(ConsumerRecord<byte[], byte[]> record) throws SQLException {
        Receipt receipt;
        try {
            receipt = Receipt.ofJson(valueOf(record));
        } catch (IllegalArgumentException malformed) {
            return;
        }
        long valid =
                receipt.count(Outcome.ACCEPTED) + receipt.count(Outcome.SUPERSEDED) + receipt.count(Outcome.DUPLICATE);
        add(receipts.row().number((long) record.partition()).number(record.offset()), receipt.file())
                .number(receipt.erased())
                .number(valid)
                .number(receipt.count(Outcome.SKIPPED))
                .number(receipt.count(Outcome.INVALID))
                .text(Arrays.stream(Outcome.values())
                        .map(outcome -> Long.toString(receipt.count(outcome)))
                        .collect(Collectors.joining(",")))
                .endRow();
    }

    private static byte[] valueOf(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? new byte[0] : record.value();
    }

    private static CopyText add(CopyText row, FinishedFile file) {
        return row.storable(file.reading())
                .storable(file.feed())
                .storable(file.file())
                .number(file.size())
                .storable(file.fingerprint())
                .text(file.ending().label())
                .number(file.events())
                .number(file.firstOffset())
                .number(file.lastOffset());
    }

    void flush() throws SQLException {
        files.flush();
        erased.flush();
        decisions.flush();
        receipts.flush();
        lateReadings.flush();
    }
}
