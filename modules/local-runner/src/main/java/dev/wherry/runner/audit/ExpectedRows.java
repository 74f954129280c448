package dev.wherry.runner.audit;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.EventValidator;
import dev.wherry.contracts.Verdict;
import dev.wherry.wire.Headers;
import dev.wherry.wire.Topics;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
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
    private final Map<String, EventValidator> validators = new HashMap<>();

    ExpectedRows(AuditDatabase database, Catalog catalog) throws SQLException {
        this.database = database;
        this.catalog = catalog;
        for (Contract contract : catalog.contracts()) {
            tables.put(contract.type(), new ExpectedTable(database, catalog, contract, tables.size()));
        }
        catalog.feeds().forEach(feed -> validators.put(feed, catalog.validator(feed)));
        database.commit();
    }

    Collection<ExpectedTable> tables() {
        return tables.values();
    }

    /** An event that came after the audit had begun; its row says which key is not judged. */
    void takeLate(String feed, ConsumerRecord<byte[], byte[]> raw) throws SQLException {
        take(feed, raw, true);
    }

    /** Loads the rows of all winners and alternatives that have not been loaded yet. */
    void load(TopicReader reader, Progress progress) throws SQLException {
        database.execute("""
                CREATE TEMPORARY TABLE audit_wanted ON COMMIT DROP AS
                (SELECT feed, partition, record FROM audit_winner
                UNION SELECT feed, partition, record FROM audit_alternative)
                EXCEPT SELECT feed, partition, record FROM audit_loaded;
                CREATE INDEX ON audit_wanted (feed, partition, record);
                ANALYZE audit_wanted
                """);
        long all = database.number("SELECT count(*) FROM audit_wanted");
        long done = 0;
        for (String feed : catalog.feeds()) {
            List<Integer> partitions = new ArrayList<>();
            database.each(
                    "SELECT DISTINCT partition FROM audit_wanted WHERE feed = ?",
                    row -> partitions.add(row.getInt(1)),
                    feed);
            for (int partition : partitions) {
                for (long[] page = page(feed, partition, -1);
                        page.length > 0;
                        page = page(feed, partition, page[page.length - 1])) {
                    progress.show("reading the winners again", done, all);
                    reader.readAgain(
                            new TopicPartition(Topics.raw(feed), partition), page, raw -> take(feed, raw, false));
                    done += page.length;
                }
            }
        }
        flush();
        database.execute("INSERT INTO audit_loaded SELECT feed, partition, record FROM audit_wanted");
    }

    private long[] page(String feed, int partition, long after) throws SQLException {
        return database.numbers(
                "SELECT record FROM audit_wanted WHERE feed = ? AND partition = ? AND record > ? ORDER BY record LIMIT "
                        + PAGE,
                feed,
                partition,
                after);
    }

    private void take(String feed, ConsumerRecord<byte[], byte[]> raw, boolean late) throws SQLException {
        Verdict verdict = validators.get(feed).validate(raw.value(), RawPlace.number(raw, Headers.FULL_SIZE));
        if (verdict instanceof Verdict.Valid valid) {
            tables.get(valid.contract().type()).take(feed, raw, valid.version(), late);
        }
    }

    void flush() throws SQLException {
        for (ExpectedTable table : tables.values()) {
            table.flush();
        }
    }
}
