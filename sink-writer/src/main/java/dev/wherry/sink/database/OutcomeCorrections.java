package dev.wherry.sink.database;

import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.sink.batch.RecordHeaders;
import dev.wherry.wire.Headers;
import dev.wherry.wire.LedgerKey;
import dev.wherry.wire.LedgerParts;
import dev.wherry.wire.Outcome;
import dev.wherry.wire.Topics;
import dev.wherry.wire.receipt.Reading;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Corrects the ledger and the receipts for events of event tables. The streams app, which does not see the tables, counts
 * each of them as accepted. The corrections are counts that only the sink writes, in the transaction that writes the rows.
 */
final class OutcomeCorrections {
    private final Connection connection;
    private final PreparedStatement addToLedger;
    private final PreparedStatement addToReceipts;
    /** In the order of the table's key, so that two transactions never lock rows in opposite orders. */
    private final SortedMap<LedgerKey, Long> ledger = new TreeMap<>(Comparator.comparing(LedgerKey::text));

    private final SortedMap<ReceiptKey, Long> receipts = new TreeMap<>(Comparator.comparing(ReceiptKey::reading)
            .thenComparing(ReceiptKey::type)
            .thenComparing(ReceiptKey::outcome));

    /** @param reading the id of a reading of a file */
    private record ReceiptKey(String reading, String type, Outcome outcome) {}

    OutcomeCorrections(Connection connection) throws SQLException {
        this.connection = connection;
        String add = """
                INSERT INTO %s AS counted (%s, events) SELECT * FROM unnest(%s)
                ON CONFLICT (%2$s) DO UPDATE SET events = counted.events + excluded.events
                """;
        WarehouseSchema schema = WarehouseSchema.of(connection);
        this.addToLedger = connection.prepareStatement(
                add.formatted(schema.qualify("ledger_counts"), "feed, outcome, part", "?, ?, ?, ?"));
        this.addToReceipts = connection.prepareStatement(
                add.formatted(schema.qualify("receipt_corrections"), "reading, type, outcome", "?, ?, ?, ?"));
    }

    /** Adds what a load has found about events that were counted as accepted. */
    void add(LoadResult<SinkRecord> loaded) {
        loaded.notNew().forEach((record, outcome) -> move(record, Outcome.ACCEPTED, outcome));
        addReplaced(loaded.replacing());
    }

    /** Each of these events has replaced another, whose feed is not known: one more of this feed counts as superseded. */
    void addReplaced(Collection<SinkRecord> replacing) {
        replacing.forEach(record -> move(record, Outcome.ACCEPTED, Outcome.SUPERSEDED));
    }

    /** Counts the event under another outcome. */
    void move(SinkRecord record, Outcome from, Outcome to) {
        String feed = RecordHeaders.text(record, Headers.FEED);
        if (feed == null || feed.indexOf('\u0000') >= 0) {
            return; // the streams app has not written it, so that no feed counts it
        }
        String type = Topics.typeOfEvents(record.originalTopic());
        String part = LedgerParts.corrections(type, record.originalKafkaPartition());
        ledger.merge(new LedgerKey(feed, from, part), -1L, Long::sum);
        ledger.merge(new LedgerKey(feed, to, part), 1L, Long::sum);
        Reading reading = RecordHeaders.reading(record);
        if (reading != null) {
            receipts.merge(new ReceiptKey(reading.id(), type, from), -1L, Long::sum);
            receipts.merge(new ReceiptKey(reading.id(), type, to), 1L, Long::sum);
        }
    }

    /** Writes the corrections, if there are any. */
    void write() throws SQLException {
        write(addToLedger, ledger, LedgerKey::feed, key -> key.outcome().label(), LedgerKey::part);
        write(addToReceipts, receipts, ReceiptKey::reading, ReceiptKey::type, key -> key.outcome()
                .label());
    }

    /** Forgets the corrections, because the transaction was rolled back. */
    void discard() {
        ledger.clear();
        receipts.clear();
    }

    @SafeVarargs
    private <K> void write(PreparedStatement add, Map<K, Long> changes, Function<K, String>... columns)
            throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        for (int i = 0; i < columns.length; i++) {
            Object[] values = changes.keySet().stream().map(columns[i]).toArray();
            add.setArray(i + 1, connection.createArrayOf("text", values));
        }
        add.setArray(
                columns.length + 1,
                connection.createArrayOf("bigint", changes.values().toArray()));
        add.executeUpdate();
        changes.clear();
    }
}
