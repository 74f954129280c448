package dev.wherry.audit;

import dev.wherry.contracts.Catalog;
import dev.wherry.operations.PipelineTarget;
import dev.wherry.wire.Topics;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Recounts the raw events from the beginning, recomputes what must have become of each, and compares that with the ledger, the
 * state topics, the quarantine and the tables. Changes nothing: what it loads is in temporary tables of its own connection.
 */
public final class Audit implements AutoCloseable {
    private final Catalog catalog;
    private final PipelineTarget target;
    private final AuditConfig options;
    private final ProgressListener progress;
    private final AuditDatabase database;
    private final TopicReader reader;
    private final DownstreamTopics downstream;

    private Audit(PipelineTarget target, Catalog catalog, AuditConfig options, ProgressListener progress)
            throws SQLException {
        this.target = target;
        this.catalog = catalog;
        this.options = options;
        this.progress = progress;
        database = new AuditDatabase(target);
        downstream = new DownstreamTopics(database, catalog);
        Set<String> topics = new HashSet<>(downstream.topics());
        topics.addAll(rawTopics());
        try {
            reader = new TopicReader(target.kafka(), topics);
        } catch (RuntimeException failed) {
            database.close();
            throw failed;
        }
    }

    /**
     * Audits.
     *
     * @param catalog the contracts that the pipeline has run with
     * @throws AuditImpossibleException if topics, tables or the beginning of raw topics are not there
     * @throws SQLException if the database fails
     * @throws org.apache.kafka.common.KafkaException if the brokers fail
     */
    public static AuditReport run(
            PipelineTarget target, Catalog catalog, AuditConfig options, ProgressListener progress)
            throws SQLException {
        try (Audit audit = new Audit(target, catalog, options, progress)) {
            return audit.run();
        }
    }

    private AuditReport run() throws SQLException {
        mustHaveTheBeginning();
        AuditTables.create(database);
        ExpectedRows rows = new ExpectedRows(database, catalog);
        RawEvents raw = new RawEvents(database, catalog, rows);
        recount(raw);
        progress.show("choosing the winners", 0, 0);
        Winners winners = new Winners(database);
        winners.choose(catalog);
        PublishedTwice twice = PublishedTwice.in(database, options.limit());
        AuditPass round = new AuditPass(database, reader, catalog, raw, downstream, rows, winners);
        Settled settled = settle(round);
        new ProgressCheck(database, reader, settled.result.differences())
                .openTransactions(reader.partitions(rawTopics()), target.running() ? options.settle() : Duration.ZERO);
        Map<String, AuditReport.Feed> feeds = new HashMap<>();
        raw.feeds()
                .forEach((name, feed) -> feeds.put(
                        name,
                        new AuditReport.Feed(
                                feed.valid,
                                feed.invalid,
                                settled.result.ledger().getOrDefault(name, Map.of()))));
        return new AuditReport(
                feeds,
                settled.result.differences().named(),
                settled.result.differences().total(),
                twice.events(),
                twice.named(),
                raw.late(),
                winners.open(),
                settled.result.refused(),
                settled.moving);
    }

    private void mustHaveTheBeginning() throws SQLException {
        for (TopicPartition partition : reader.partitions(rawTopics())) {
            if (reader.next(partition) > 0) {
                throw new AuditImpossibleException("The events of " + partition + " before offset "
                        + reader.next(partition)
                        + " are gone, so they cannot be recounted: raw topics can be audited as"
                        + " long as nothing of them has been deleted.");
            }
        }
        for (String table : List.of("quarantine", "ledger_counts", "wherry_offsets")) {
            if (!database.has(table)) {
                throw new AuditImpossibleException("There is no table " + table
                        + " in the database: run the pipeline first, or name its database.");
            }
        }
    }

    private void recount(RawEvents raw) throws SQLException {
        Map<TopicPartition, Long> ends = reader.committedEnds(reader.partitions(rawTopics()));
        long all = ends.values().stream().mapToLong(Long::longValue).sum();
        long[] done = {0};
        reader.read(ends, event -> {
            raw.take(event);
            if (++done[0] % 10_000 == 0) {
                progress.show("recounting raw events", done[0], all);
            }
        });
        raw.flush();
        database.commit();
    }

    /** The last comparison, and whether the pipeline was still moving. */
    private record Settled(AuditPass.Result result, boolean moving) {}

    /** Compares until nothing differs, or nothing moves any more, or patience ends. */
    private Settled settle(AuditPass round) throws SQLException {
        long began = System.nanoTime();
        while (true) {
            Position before = position();
            AuditPass.Result result = round.compare(options, progress);
            if (result.differences().total() == 0 || !target.running()) {
                return new Settled(result, false);
            }
            if (!movesOnFrom(before)) {
                return new Settled(result, false);
            }
            if (System.nanoTime() - began > options.patience().toNanos()) {
                return new Settled(result, true);
            }
        }
    }

    private boolean movesOnFrom(Position before) throws SQLException {
        long began = System.nanoTime();
        while (position().equals(before)) {
            long waited = System.nanoTime() - began;
            if (waited > options.settle().toNanos()) {
                return false;
            }
            progress.show(
                    "differences found; waiting whether they go away",
                    waited,
                    options.settle().toNanos());
            PollDelay.shortly();
        }
        return true;
    }

    /** Where the pipeline stands: a stage that does anything changes it. */
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
    public void close() throws SQLException {
        try {
            reader.close();
        } finally {
            database.close();
        }
    }
}
