package dev.wherry.audit;

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
final class AuditPass {
    private final AuditDatabase database;
    private final TopicReader reader;
    private final Catalog catalog;
    private final RawEventLoader raw;
    private final DownstreamLoader downstream;
    private final ExpectedRows rows;
    private final Winners winners;

    AuditPass(
            AuditDatabase database,
            TopicReader reader,
            Catalog catalog,
            RawEventLoader raw,
            DownstreamLoader downstream,
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

    Result compare(AuditConfig options, ProgressListener progress) throws SQLException {
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
        AuditTables.lookAtWhatIsHeld(database);
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
        if (raw.late() == 0) {
            new ProgressCheck(database, reader, differences).offsets(downstream.topics());
        }
        long refused = database.number("SELECT count(*) FROM wherry_audit_refused");
        database.commit();
        return new Result(differences, ledger, refused);
    }
}
