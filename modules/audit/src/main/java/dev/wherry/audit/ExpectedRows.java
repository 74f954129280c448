package dev.wherry.audit;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.Verdict;
import dev.wherry.wire.Topics;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the events that tables must hold once more, when it is known which they are, so that the rows of all the others never
 * weigh on the database.
 */
final class ExpectedRows {
    /** How many places are looked for at a time: what bounds the memory. */
    private static final int PAGE = 50_000;

    private final AuditDatabase database;
    private final Catalog catalog;
    private final Map<String, ExpectedTable> tables = new TreeMap<>();

    ExpectedRows(AuditDatabase database, Catalog catalog) throws SQLException {
        this.database = database;
        this.catalog = catalog;
        for (Contract contract : catalog.contracts()) {
            tables.put(contract.type(), new ExpectedTable(database, catalog, contract, tables.size()));
        }
        database.commit();
    }

    Collection<ExpectedTable> tables() {
        return tables.values();
    }

    /** An event that came after the audit had begun; its row says which key is not judged. */
    void takeLate(Verdict.Valid found, String feed, ConsumerRecord<byte[], byte[]> raw) throws SQLException {
        tables.get(found.contract().type()).take(feed, raw, found.version(), true);
    }

    /** Loads the rows of all winners and alternatives that have not been loaded yet. */
    void load(TopicReader reader, ProgressListener progress) throws SQLException {
        database.execute("""
                CREATE TEMPORARY TABLE wherry_audit_wanted ON COMMIT DROP AS
                SELECT feed, partition, record, type, version
                FROM (
                    SELECT feed, partition, record, type, version FROM wherry_audit_winner
                    UNION SELECT feed, partition, record, type, version FROM wherry_audit_alternative
                ) AS wanted
                WHERE NOT EXISTS (SELECT FROM wherry_audit_loaded AS loaded WHERE loaded.feed = wanted.feed
                    AND loaded.partition = wanted.partition AND loaded.record = wanted.record);
                CREATE INDEX ON wherry_audit_wanted (feed, partition, record);
                ANALYZE wherry_audit_wanted
                """);
        long all = database.number("SELECT count(*) FROM wherry_audit_wanted");
        long done = 0;
        for (String feed : catalog.feeds()) {
            for (long partition : database.numbers(
                    "SELECT DISTINCT partition FROM wherry_audit_wanted WHERE feed = ? ORDER BY 1", feed)) {
                TopicPartition raw = new TopicPartition(Topics.raw(feed), Math.toIntExact(partition));
                for (RowPage page = page(feed, raw, -1); !page.isEmpty(); page = page(feed, raw, page.last())) {
                    progress.show("reading the winners again", done, all);
                    load(feed, raw, page, reader);
                    done += page.size();
                }
            }
        }
        flush();
        database.execute(
                "INSERT INTO wherry_audit_loaded SELECT feed, partition, record FROM wherry_audit_wanted; ANALYZE wherry_audit_loaded");
    }

    private RowPage page(String feed, TopicPartition raw, long after) throws SQLException {
        RowPage page = new RowPage();
        database.each(
                "SELECT record, type, version FROM wherry_audit_wanted WHERE feed = ? AND partition = ? AND record > ?"
                        + " ORDER BY record LIMIT " + PAGE,
                row -> page.add(row.getLong(1), tables.get(row.getString(2)), row.getBytes(3)),
                feed,
                raw.partition(),
                after);
        return page;
    }

    private static void load(String feed, TopicPartition raw, RowPage page, TopicReader reader) throws SQLException {
        reader.readAgain(raw, page.records(), event -> page.of(event.offset())
                .table()
                .take(feed, event, page.of(event.offset()).version(), false));
    }

    void flush() throws SQLException {
        for (ExpectedTable table : tables.values()) {
            table.flush();
        }
    }
}
