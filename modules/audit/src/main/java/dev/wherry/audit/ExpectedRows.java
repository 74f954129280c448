package dev.wherry.audit;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.EventValidator;
import dev.wherry.contracts.Verdict;
import dev.wherry.contracts.warehouse.RecordedContracts;
import dev.wherry.wire.HeaderReader;
import dev.wherry.wire.Headers;
import dev.wherry.wire.Topics;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Loads the rows that the tables must hold. Reads the winning events a second time once they are known, so that the rows of
 * superseded events are never loaded; of event tables, all events.
 */
final class ExpectedRows {
    /** Offsets per page; bounds the memory. */
    private static final int PAGE_SIZE = 50_000;

    private final AuditDatabase database;
    private final Catalog catalog;
    private final Map<String, ExpectedTable> tables = new TreeMap<>();

    ExpectedRows(AuditDatabase database, Catalog catalog, RecordedContracts recorded) throws SQLException {
        this.database = database;
        this.catalog = catalog;
        for (Contract contract : catalog.contracts()) {
            tables.put(
                    contract.type(),
                    new ExpectedTable(
                            database, catalog, contract, recorded.incompleteColumns(catalog, contract), tables.size()));
        }
        database.commit();
    }

    Collection<ExpectedTable> tables() {
        return tables.values();
    }

    /** Adds an event that arrived after the audit started. Its row marks a key that is not checked. */
    void addLate(Verdict.Valid valid, String feed, ConsumerRecord<byte[], byte[]> raw) throws SQLException {
        tables.get(valid.contract().type()).add(feed, raw, valid.event(), valid.version(), true);
    }

    /** Loads the rows of all winners, alternatives and events of event tables that are not loaded yet. */
    void load(TopicReader reader, ProgressListener progress) throws SQLException {
        database.execute("""
                CREATE TEMPORARY TABLE wherry_audit_expected ON COMMIT DROP AS
                SELECT feed, partition, record, type, version
                FROM (
                    SELECT feed, partition, record, type, version FROM wherry_audit_winner WHERE digest IS NOT NULL
                    UNION SELECT feed, partition, record, type, version FROM wherry_audit_alternative
                    UNION SELECT feed, partition, record, type, version FROM wherry_audit_valid WHERE type = ANY (%s)
                ) AS expected
                WHERE NOT EXISTS (SELECT FROM wherry_audit_loaded AS loaded WHERE loaded.feed = expected.feed
                    AND loaded.partition = expected.partition AND loaded.record = expected.record);
                CREATE INDEX ON wherry_audit_expected (feed, partition, record);
                ANALYZE wherry_audit_expected
                """.formatted(AuditTables.types(
                catalog.contracts().stream().filter(Contract::isEventTable).toList())));
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
                "INSERT INTO wherry_audit_loaded SELECT feed, partition, record FROM wherry_audit_expected; ANALYZE wherry_audit_loaded");
    }

    private RowPage page(String feed, TopicPartition raw, long afterOffset) throws SQLException {
        RowPage page = new RowPage();
        database.each(
                "SELECT record, type, version FROM wherry_audit_expected WHERE feed = ? AND partition = ? AND record > ?"
                        + " ORDER BY record LIMIT " + PAGE_SIZE,
                row -> page.add(row.getLong(1), tables.get(row.getString(2)), row.getBytes(3)),
                feed,
                raw.partition(),
                afterOffset);
        return page;
    }

    private void load(String feed, TopicPartition raw, RowPage page, TopicReader reader) throws SQLException {
        EventValidator validator = catalog.validator(feed);
        reader.readAgain(raw, page.offsets(), event -> page.get(event.offset())
                .table()
                .add(
                        feed,
                        event,
                        json(event, validator),
                        page.get(event.offset()).version(),
                        false));
    }

    /** The record's event, which the validator has found valid before. */
    private static byte[] json(ConsumerRecord<byte[], byte[]> raw, EventValidator validator) {
        HeaderReader headers = RawOrigin.headers(raw);
        return headers.bytes(Headers.FORMAT) == null
                ? raw.value()
                : ((Verdict.Valid) validator.validate(raw.value(), headers)).event();
    }

    void flush() throws SQLException {
        for (ExpectedTable table : tables.values()) {
            table.flush();
        }
    }
}
