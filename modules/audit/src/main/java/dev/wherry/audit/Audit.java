package dev.wherry.audit;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.ContractTable;
import dev.wherry.contracts.TableName;
import dev.wherry.contracts.warehouse.RecordedContracts;
import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.operations.PipelineTarget;
import dev.wherry.operations.topics.ErasedBeginnings;
import dev.wherry.wire.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Recounts the raw events from the beginning, recomputes the outcome of each, and compares the results with the ledger, the
 * state topics, the quarantine and the tables. Read-only: it loads data into temporary tables of its own connection.
 */
public final class Audit implements AutoCloseable {
    private final Catalog catalog;
    private final PipelineTarget target;
    private final AuditConfig config;
    private final ProgressListener progress;
    private final AuditDatabase database;
    private final TopicReader reader;
    private final DownstreamLoader downstream;
    private final RecordedContracts recorded;

    private Audit(
            PipelineTarget target,
            Catalog catalog,
            AuditConfig config,
            ProgressListener progress,
            AuditDatabase database,
            RecordedContracts recorded) {
        this.recorded = recorded;
        this.target = target;
        this.catalog = catalog;
        this.config = config;
        this.progress = progress;
        this.database = database;
        downstream = new DownstreamLoader(database, catalog);
        Set<String> topics = new HashSet<>(downstream.topics());
        topics.addAll(rawTopics());
        reader = new TopicReader(target.kafka(), topics);
    }

    /**
     * Runs an audit. Compares nothing if rows do not follow a contract that has changed: all of them could differ then.
     *
     * @param catalog the contracts that the pipeline has run with
     * @throws AuditImpossibleException if topics, tables or the oldest records of raw topics are missing
     * @throws SQLException if the database fails
     * @throws org.apache.kafka.common.KafkaException if the brokers fail
     */
    public static AuditReport run(PipelineTarget target, Catalog catalog, AuditConfig config, ProgressListener progress)
            throws SQLException {
        try (AuditDatabase database = new AuditDatabase(target, catalog)) {
            RecordedContracts recorded = recordedContracts(database);
            List<String> changed = recorded.problems(catalog);
            if (!changed.isEmpty()) {
                return AuditReport.ofChangedContracts(changed);
            }
            try (Audit audit = new Audit(target, catalog, config, progress, database, recorded)) {
                return audit.run();
            }
        }
    }

    /** Empty for a warehouse without a record of its contracts. */
    private static RecordedContracts recordedContracts(AuditDatabase database) throws SQLException {
        return database.tableExists("wherry_contracts")
                ? RecordedContracts.read(database.connection())
                : RecordedContracts.none();
    }

    private AuditReport run() throws SQLException {
        requireCompleteHistory();
        AuditTables.create(database);
        ExpectedRows rows = new ExpectedRows(database, catalog, recorded);
        RawEventLoader raw = new RawEventLoader(database, catalog, rows);
        recount(raw);
        progress.show("determining the winners", 0, 0);
        Winners winners = new Winners(database);
        winners.choose(catalog);
        RepublishedEvents republished = RepublishedEvents.find(database, config.limit());
        AuditPass pass = new AuditPass(database, reader, catalog, raw, downstream, rows, winners);
        FinalPass last = compareUntilSettled(pass);
        new ProgressCheck(database, reader, last.result.differences())
                .checkOpenTransactions(
                        reader.partitions(rawTopics()), target.running() ? config.settle() : Duration.ZERO);
        Map<String, AuditReport.Feed> feeds = new HashMap<>();
        raw.feeds()
                .forEach((name, feed) -> feeds.put(
                        name,
                        new AuditReport.Feed(
                                feed.valid,
                                feed.skipped,
                                feed.invalid,
                                last.result.ledger().getOrDefault(name, Map.of()))));
        return new AuditReport(
                List.of(),
                notices(rows, last.result.differences().total() > 0),
                feeds,
                last.result.differences().sample(),
                last.result.differences().total(),
                republished.total(),
                republished.sample(),
                raw.lateEvents(),
                winners.openKeys(),
                last.result.rejectedKeys(),
                last.result.rejectedEvents(),
                last.moving);
    }

    private List<String> notices(ExpectedRows rows, boolean differ) throws SQLException {
        List<String> notices = new ArrayList<>(Erasures.sentences(database));
        if (differ) {
            recorded.judgedOtherwise(catalog)
                    .forEach(type ->
                            notices.add(("The contract %s has changed since its state was built: events that were"
                                            + " processed before keep their outcome, and can be differences, until `wherry rebuild`.")
                                    .formatted(type)));
        }
        for (ExpectedTable table : rows.tables()) {
            if (table.table.kind() != ContractTable.Kind.HISTORY
                    && !table.incomplete().isEmpty()) {
                notices.add("Not compared, because it was added to the contract %s after rows had been written: %s."
                        .formatted(table.contract.type(), String.join(", ", table.incomplete())));
            }
            for (TableName hiding : table.withRowSecurity(database)) {
                notices.add("Row-level security applies to user " + target.user() + " in table " + hiding
                        + ": rows that its policies hide count as missing.");
            }
        }
        return notices;
    }

    /** The records before the start of a raw topic must be those that an erasure has copied or erased. */
    private void requireCompleteHistory() throws SQLException {
        Map<TopicPartition, Long> erased =
                ErasedBeginnings.read(database.connection(), WarehouseSchema.of(database.connection()));
        for (TopicPartition partition : reader.partitions(rawTopics())) {
            if (reader.nextOffset(partition) > erased.getOrDefault(partition, 0L)) {
                throw new AuditImpossibleException("The events of " + partition + " before offset "
                        + reader.nextOffset(partition)
                        + " have been deleted and cannot be recounted: an audit needs complete raw topics.");
            }
        }
        List<String> tables =
                new ArrayList<>(List.of("quarantine", "ledger_counts", "receipt_counts", "wherry_offsets"));
        if (catalog.hasSnapshots()) {
            tables.add("wherry_snapshots");
        }
        for (String table : tables) {
            if (!database.tableExists(table)) {
                throw new AuditImpossibleException("There is no table " + table
                        + " in the database: run the pipeline first, or specify its database.");
            }
        }
    }

    private void recount(RawEventLoader raw) throws SQLException {
        downstream.start(reader);
        Map<TopicPartition, Long> ends = reader.committedEnds(reader.partitions(rawTopics()));
        long total = ends.values().stream().mapToLong(Long::longValue).sum();
        long[] done = {0};
        reader.read(ends, event -> {
            raw.add(event);
            if (++done[0] % 10_000 == 0) {
                progress.show("recounting raw events", done[0], total);
            }
        });
        raw.flush();
        database.commit();
    }

    /** The last comparison, and whether the pipeline was still processing. */
    private record FinalPass(AuditPass.Result result, boolean moving) {}

    /** Compares until there is no difference, the pipeline is idle, or the patience ends. */
    private FinalPass compareUntilSettled(AuditPass pass) throws SQLException {
        long start = System.nanoTime();
        while (true) {
            Position before = position();
            AuditPass.Result result = pass.compare(config, progress);
            if (result.differences().total() == 0 || !target.running()) {
                return new FinalPass(result, false);
            }
            if (!advancesFrom(before)) {
                return new FinalPass(result, false);
            }
            if (System.nanoTime() - start > config.patience().toNanos()) {
                return new FinalPass(result, true);
            }
        }
    }

    private boolean advancesFrom(Position before) throws SQLException {
        long start = System.nanoTime();
        while (position().equals(before)) {
            long waited = System.nanoTime() - start;
            if (waited > config.settle().toNanos()) {
                return false;
            }
            progress.show(
                    "differences found; waiting for the pipeline to settle",
                    waited,
                    config.settle().toNanos());
            PollDelay.sleep();
        }
        return true;
    }

    /** The progress of all stages: the raw and downstream topics, and the offsets of the sink. */
    private record Position(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> committed, String sink) {}

    private Position position() throws SQLException {
        Set<String> topics = new HashSet<>(downstream.topics());
        topics.addAll(rawTopics());
        Set<TopicPartition> partitions = reader.partitions(topics);
        String[] sink = new String[1];
        database.each(
                "SELECT string_agg(concat_ws(' ', topic, partition, next_offset), ',' ORDER BY topic, partition)"
                        + " FROM wherry_offsets",
                row -> sink[0] = row.getString(1));
        database.commit();
        return new Position(reader.ends(partitions), reader.committedEnds(partitions), sink[0]);
    }

    private Set<String> rawTopics() {
        return catalog.feeds().stream().map(Topics::raw).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        reader.close();
    }
}
