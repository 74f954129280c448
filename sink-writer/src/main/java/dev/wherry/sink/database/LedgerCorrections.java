package dev.wherry.sink.database;

import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.sink.batch.RecordHeaders;
import dev.wherry.wire.Headers;
import dev.wherry.wire.LedgerKey;
import dev.wherry.wire.LedgerParts;
import dev.wherry.wire.Outcome;
import dev.wherry.wire.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Corrects the ledger for events of event tables. The streams app, which does not see the tables, counts each of them as
 * accepted. The corrections are counts in parts that only the sink writes, in the transaction that writes the rows.
 */
final class LedgerCorrections {
    private final Connection connection;
    private final PreparedStatement add;
    /** In the order of the table's key, so that two transactions never lock rows in opposite orders. */
    private final SortedMap<LedgerKey, Long> changes = new TreeMap<>(Comparator.comparing(LedgerKey::text));

    LedgerCorrections(Connection connection) throws SQLException {
        this.connection = connection;
        this.add = connection.prepareStatement(
                """
                INSERT INTO %s AS counted (feed, outcome, part, events) SELECT * FROM unnest(?, ?, ?, ?)
                ON CONFLICT (feed, outcome, part) DO UPDATE SET events = counted.events + excluded.events
                """.formatted(WarehouseSchema.of(connection).qualify("ledger_counts")));
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
        String part =
                LedgerParts.corrections(Topics.typeOfEvents(record.originalTopic()), record.originalKafkaPartition());
        changes.merge(new LedgerKey(feed, from, part), -1L, Long::sum);
        changes.merge(new LedgerKey(feed, to, part), 1L, Long::sum);
    }

    /** Writes the corrections, if there are any. */
    void write() throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        set(1, "text", changes.keySet().stream().map(LedgerKey::feed).toArray());
        set(
                2,
                "text",
                changes.keySet().stream().map(key -> key.outcome().label()).toArray());
        set(3, "text", changes.keySet().stream().map(LedgerKey::part).toArray());
        set(4, "bigint", changes.values().toArray());
        add.executeUpdate();
        changes.clear();
    }

    /** Forgets the corrections, because the transaction was rolled back. */
    void discard() {
        changes.clear();
    }

    private void set(int parameter, String type, Object[] values) throws SQLException {
        add.setArray(parameter, connection.createArrayOf(type, values));
    }
}
