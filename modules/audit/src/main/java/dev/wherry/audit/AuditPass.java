package dev.wherry.audit;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.ContractTable;
import dev.wherry.wire.Outcome;
import dev.wherry.wire.Topics;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * One comparison of all topics and tables with their expected contents. The topics are read before the tables, and all
 * tables are read in one snapshot. Raw events that arrived since then are read last; their keys are not checked.
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

    /** The result of a pass. */
    record Result(
            Differences differences, Map<String, Map<Outcome, Long>> ledger, long rejectedKeys, long rejectedEvents) {}

    Result compare(AuditConfig config, ProgressListener progress) throws SQLException {
        Differences differences = new Differences(config.limit());
        progress.show("reading the outcomes", 0, 0);
        reader.read(reader.committedEnds(reader.partitions(downstream.topics())), downstream::add);
        downstream.flush(reader);
        database.commit();
        database.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        database.number("SELECT count(*) FROM wherry_offsets"); // the first query takes the snapshot
        Set<TopicPartition> rawPartitions =
                reader.partitions(catalog.feeds().stream().map(Topics::raw).collect(Collectors.toSet()));
        reader.read(reader.committedEnds(rawPartitions), raw::addLate);
        raw.flush();
        progress.show("comparing", 0, 0);
        AuditTables.createPassTables(database, catalog);
        winners.resolveOpenWinners();
        winners.deleteMissing();
        rows.load(reader, progress);
        progress.show("comparing", 0, 0);
        Map<String, Map<Outcome, Long>> ledger = new LedgerCheck(database, differences).check(raw.feeds());
        Set<String> rekeyed = new KeyCheck(database, differences).rekeyedTypes();
        new QuarantineCheck(database, differences).check(catalog, rekeyed);
        new ReceiptCheck(database, differences).check();
        if (catalog.hasSnapshots()) {
            new SnapshotCheck(database, differences).check();
        }
        for (ExpectedTable table : rows.tables()) {
            if (!rekeyed.contains(table.contract.type())) {
                check(table, differences, config);
            }
        }
        if (raw.lateEvents() == 0) {
            new ProgressCheck(database, reader, differences).checkSinkOffsets(downstream.sinkTopics());
        }
        long rejectedKeys = database.number("SELECT count(*) FROM wherry_audit_refused");
        long rejectedEvents =
                database.number("SELECT coalesce(sum(conflicts + rejections), 0)::bigint FROM wherry_audit_open");
        database.commit();
        return new Result(differences, ledger, rejectedKeys, rejectedEvents);
    }

    private void check(ExpectedTable table, Differences differences, AuditConfig config) throws SQLException {
        if (table.table.kind() == ContractTable.Kind.STATE) {
            new StateCheck(database, differences).check(table.contract);
            new TableCheck(database, differences, config.showValues()).check(table);
            for (ExpectedChildren children : table.children()) {
                new ChildTableCheck(database, differences, config.showValues()).check(table, children);
            }
            return;
        }
        new EventTopicCheck(database, differences).check(table);
        new EventTableCheck(database, differences, config.showValues()).check(table);
        if (table.table.kind() == ContractTable.Kind.EVENTS && raw.lateEvents() == 0) {
            new EventOutcomeCheck(database, differences).check(table);
        }
    }
}
