package dev.wherry.audit;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.ContractTable;
import dev.wherry.contracts.EventValidator;
import dev.wherry.contracts.Verdict;
import dev.wherry.contracts.warehouse.RecordedContracts;
import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Headers;
import dev.wherry.wire.Topics;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Loads the rows that the tables must hold. Reads the winning events a second time once they are known, so that the rows of
 * superseded events are never loaded; of event tables and histories, all events.
 */
final class ExpectedRows {
    /** Offsets per page; bounds the memory. */
    private static final int PAGE_SIZE = 50_000;

    private final AuditDatabase database;
    private final Catalog catalog;
    /** The number of a table is its index. */
    private final List<ExpectedTable> tables = new ArrayList<>();

    ExpectedRows(AuditDatabase database, Catalog catalog, RecordedContracts recorded) throws SQLException {
        this.database = database;
        this.catalog = catalog;
        for (Contract contract : catalog.contracts()) {
            Set<String> incomplete = recorded.incomplete(catalog, contract);
            for (ContractTable table : contract.tables()) {
                if (table.kind() == ContractTable.Kind.HISTORY && incomplete.contains("/history")) {
                    continue; // it has only the events that came after it
                }
                tables.add(new ExpectedTable(database, catalog, contract, table, incomplete, tables.size()));
            }
        }
        database.commit();
    }

    List<ExpectedTable> tables() {
        return List.copyOf(tables);
    }

    /** Adds an event that arrived after the audit started. Its row marks a key that is not checked. */
    void addLate(Verdict.Valid valid, String feed, ConsumerRecord<byte[], byte[]> raw) throws SQLException {
        AuditedEvent event = new AuditedEvent(valid.event(), valid.version(), valid.id(), valid.deletion());
        List<ExpectedTable> ofType = tables.stream()
                .filter(table -> table.contract.equals(valid.contract()))
                .toList();
        ExpectedTable.add(ofType, feed, raw, event, true);
    }

    /** Loads the rows of all winners and alternatives, and of all events of event tables and histories, that are not loaded yet. */
    void load(TopicReader reader, ProgressListener progress) throws SQLException {
        database.execute("""
                CREATE TEMPORARY TABLE wherry_audit_expected ON COMMIT DROP AS
                SELECT feed, partition, record, number, version, id, deletion
                FROM (
                    SELECT feed, partition, record, number, version, id, false AS deletion
                    FROM wherry_audit_winner JOIN %1$s USING (type) WHERE digest IS NOT NULL
                    UNION SELECT feed, partition, record, number, version, id, false
                    FROM wherry_audit_alternative JOIN %1$s USING (type)
                    UNION ALL SELECT feed, partition, record, number, version, id, deletion
                    FROM wherry_audit_valid JOIN %2$s USING (type)
                ) AS expected
                WHERE NOT EXISTS (SELECT FROM wherry_audit_loaded AS loaded WHERE loaded.feed = expected.feed
                    AND loaded.partition = expected.partition AND loaded.record = expected.record
                    AND loaded.number = expected.number);
                CREATE INDEX ON wherry_audit_expected (feed, partition, record);
                ANALYZE wherry_audit_expected
                """.formatted(numbers(true), numbers(false)));
        long total = database.number("SELECT count(*) FROM wherry_audit_expected");
        long done = 0;
        for (String feed : catalog.feeds()) {
            for (long partition : database.numbers(
                    "SELECT DISTINCT partition FROM wherry_audit_expected WHERE feed = ? ORDER BY 1", feed)) {
                TopicPartition raw = new TopicPartition(Topics.raw(feed), Math.toIntExact(partition));
                for (RowPage page = page(feed, raw, -1); !page.isEmpty(); page = page(feed, raw, page.lastOffset())) {
                    progress.show("reading the winning events", done, total);
                    load(feed, raw, page, reader);
                    done += page.size();
                }
            }
        }
        flush();
        database.execute(
                "INSERT INTO wherry_audit_loaded SELECT feed, partition, record, number FROM wherry_audit_expected; ANALYZE wherry_audit_loaded");
    }

    /** The numbers of the tables of each type, as a table of SQL: of state tables, or of the others. */
    private String numbers(boolean ofStates) {
        List<ExpectedTable> chosen = tables.stream()
                .filter(table -> (table.table.kind() == ContractTable.Kind.STATE) == ofStates)
                .toList();
        return "unnest(%s, ARRAY%s::integer[]) AS numbered(type, number)"
                .formatted(
                        AuditTables.types(
                                chosen.stream().map(table -> table.contract).toList()),
                        chosen.stream().map(tables::indexOf).toList());
    }

    private RowPage page(String feed, TopicPartition raw, long afterOffset) throws SQLException {
        RowPage page = new RowPage();
        database.each(
                "SELECT record, array_agg(number), version, id, deletion FROM wherry_audit_expected"
                        + " WHERE feed = ? AND partition = ? AND record > ? GROUP BY record, version, id, deletion"
                        + " ORDER BY record LIMIT " + PAGE_SIZE,
                row -> page.add(
                        row.getLong(1),
                        new RowPage.PendingRows(
                                Stream.of((Integer[]) row.getArray(2).getArray())
                                        .map(tables::get)
                                        .toList(),
                                new AuditedEvent(null, row.getBytes(3), row.getBytes(4), row.getBoolean(5)))),
                feed,
                raw.partition(),
                afterOffset);
        return page;
    }

    private void load(String feed, TopicPartition raw, RowPage page, TopicReader reader) throws SQLException {
        EventValidator validator = catalog.validator(feed);
        reader.readAgain(raw, page.offsets(), record -> {
            RowPage.PendingRows pending = page.get(record.offset());
            AuditedEvent event = pending.event().withJson(json(record, validator));
            ExpectedTable.add(pending.tables(), feed, record, event, false);
        });
    }

    /** The record's event, which the validator has found valid before. */
    private static byte[] json(ConsumerRecord<byte[], byte[]> raw, EventValidator validator) {
        HeaderReader headers = RawOrigin.headers(raw);
        return headers.bytes(Headers.FORMAT) == null
                ? raw.value()
                : ((Verdict.Valid) validator.validate(raw.value(), headers)).event();
    }

    void flush() throws SQLException {
        for (ExpectedTable table : tables) {
            table.flush();
        }
    }
}
