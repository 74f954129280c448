package dev.wherry.runner.audit;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Contract;
import dev.wherry.wire.Outcome;
import dev.wherry.wire.Topics;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * One comparison of everything with what it must be. The topics are read before the tables, and the tables are all read as of one
 * moment; then the raw events are read that have come since, whose keys are not judged.
 */
final class Round {
    private final AuditDatabase database;
    private final TopicReader reader;
    private final Catalog catalog;
    private final RawEvents raw;
    private final DownstreamTopics downstream;
    private final ExpectedRows rows;
    private final Winners winners;

    Round(
            AuditDatabase database,
            TopicReader reader,
            Catalog catalog,
            RawEvents raw,
            DownstreamTopics downstream,
            ExpectedRows rows,
            Winners winners) {
        this.database = database;
        this.reader = reader;
        this.catalog = catalog;
        this.raw = raw;
        this.downstream = downstream;
        this.rows = rows;
        this.winners = winners;
    }

    /** What a round found. */
    record Result(Differences differences, Map<String, Map<Outcome, Long>> ledger, long refused) {}

    Result compare(AuditOptions options, Progress progress) throws SQLException {
        Differences differences = new Differences(options.limit());
        progress.show("reading what became of them", 0, 0);
        reader.read(reader.committedEnds(reader.partitions(downstream.topics())), downstream::take);
        downstream.flush(reader);
        database.commit();
        database.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        database.number("SELECT count(*) FROM wherry_offsets"); // the moment as of which all tables are read
        Set<TopicPartition> rawPartitions =
                reader.partitions(catalog.feeds().stream().map(Topics::raw).collect(Collectors.toSet()));
        reader.read(reader.committedEnds(rawPartitions), raw::takeLate);
        raw.flush();
        progress.show("comparing", 0, 0);
        prepare();
        winners.settleOpenOnes();
        rows.load(reader, progress);
        progress.show("comparing", 0, 0);
        Map<String, Map<Outcome, Long>> ledger = new LedgerCheck(database, differences).check(raw.feeds());
        new QuarantineCheck(database, differences).check(catalog);
        for (Contract contract : catalog.contracts()) {
            new StateCheck(database, differences).check(contract);
        }
        for (ExpectedTable table : rows.tables()) {
            new TableCheck(database, differences, options.showValues()).check(table);
        }
        ProgressCheck stuck = new ProgressCheck(database, reader, differences);
        if (raw.late() == 0) {
            stuck.offsets(downstream.topics());
        }
        stuck.openTransactions(rawPartitions);
        long refused = database.number("SELECT count(*) FROM audit_refused");
        database.commit();
        return new Result(differences, ledger, refused);
    }

    /** What is held of each key now, which of them PostgreSQL has refused, and whose rows may stand for those. */
    private void prepare() throws SQLException {
        database.execute("""
                CREATE TEMPORARY TABLE audit_last ON COMMIT DROP AS
                SELECT DISTINCT ON (type, key) * FROM audit_state ORDER BY type, key, record DESC;
                CREATE TEMPORARY TABLE audit_last_count ON COMMIT DROP AS
                SELECT DISTINCT ON (counter) counter, events FROM audit_ledger ORDER BY counter, record DESC;
                CREATE TEMPORARY TABLE audit_refused ON COMMIT DROP AS
                SELECT last.type, last.key
                FROM audit_last AS last JOIN quarantine AS held ON held.topic = 'state.' || last.type
                    AND held.partition = last.partition AND held.record_offset = last.record
                WHERE sha256(held.event) = last.digest;
                CREATE TEMPORARY TABLE audit_alternative ON COMMIT DROP AS
                SELECT valid.feed, valid.partition, valid.record
                FROM audit_valid AS valid JOIN audit_refused AS refused USING (type, key);
                ANALYZE audit_last; ANALYZE audit_last_count; ANALYZE audit_refused; ANALYZE audit_alternative;
                ANALYZE audit_set_aside; ANALYZE audit_invalid; ANALYZE audit_late_key; ANALYZE audit_late_invalid
                """);
    }
}
