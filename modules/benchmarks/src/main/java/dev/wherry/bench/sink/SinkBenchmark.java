package dev.wherry.bench.sink;

import dev.wherry.bench.Benchmark;
import dev.wherry.bench.BenchmarkConfig;
import dev.wherry.bench.Contestant;
import dev.wherry.bench.InterleavedRounds;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.ConnectProcess;
import dev.wherry.bench.process.Database;
import dev.wherry.bench.process.ShippedConnectors;
import dev.wherry.bench.report.Kind;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Row;
import dev.wherry.bench.report.Sample;
import dev.wherry.bench.report.Table;
import dev.wherry.bench.report.Target;
import dev.wherry.embedded.Directories;
import dev.wherry.embedded.EmbeddedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** State topics to PostgreSQL: the row updates per second of one task of the sink connector. */
public final class SinkBenchmark implements Benchmark {
    private static final int CARDS = 160_000;
    private static final int USERS = 40_000;
    private static final int BATCH_ROWS = 5_000;
    /** PostgreSQL creates WAL files until its first checkpoint, and recycles them afterwards. */
    private static final int WARM_UPS = 2;

    private static final String HEAP = "512m";

    @Override
    public List<Table> run(BenchmarkConfig config) throws Exception {
        Path directory = config.emptyDirectory("sink");
        try (Database database = Database.start(directory);
                Connection connection = database.connect();
                Broker broker = Broker.start(directory);
                StateGenerator states =
                        StateGenerator.start(config, directory, broker, config.scaled(CARDS), config.scaled(USERS));
                ConnectProcess worker = ConnectProcess.exactlyOnce("connect", directory, broker, HEAP)) {
            SinkTables tables = new SinkTables(connection);
            states.nextGeneration();
            Map<String, String> configuration = new ShippedConnectors(config.contracts())
                    .sink(database.jdbcUrl(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
            MeasuredSinkConnector ours =
                    MeasuredSinkConnector.create(ShippedConnectors.SINK, worker, database, configuration);
            ours.catchUpAndPause(states.records());
            tables.requireRows("", states);
            tables.createLike(PlainCopy.PREFIX);
            try (DebeziumSink debezium =
                    config.peers() ? DebeziumSink.start(directory, broker, database, tables, states.records()) : null) {
                return List.of(table(config, states, tables, ours, new PlainCopy(database, tables), debezium));
            }
        } finally {
            Directories.delete(directory);
        }
    }

    private static Table table(
            BenchmarkConfig config,
            StateGenerator states,
            SinkTables tables,
            MeasuredSinkConnector ours,
            PlainCopy copy,
            DebeziumSink debezium)
            throws Exception {
        List<Row> rows = new InterleavedRounds(config, WARM_UPS)
                .measure(
                        "sink",
                        List.of(
                                // must be first: the others copy the rows that it writes
                                Contestant.of("sink-writer", Kind.OURS, round -> update(states, tables, ours)),
                                Contestant.of("Debezium JDBC", Kind.PEER, round -> debezium.sample(states.records())),
                                Contestant.of(
                                        "plain COPY, commit per batch",
                                        Kind.LIMIT,
                                        round -> copy.sample(states, BATCH_ROWS)),
                                Contestant.of(
                                        "plain COPY, single commit",
                                        Kind.LIMIT,
                                        round -> copy.sample(states, Integer.MAX_VALUE))));
        return new Table(
                "State topics to PostgreSQL, all updates",
                String.format(
                        Locale.ROOT,
                        "A newer state of each of %,d cards and %,d users whose rows exist, as published by the"
                                + " streams app; measured from the resume of the connector until its last batch is"
                                + " committed. One task, batches of up to 5,000 records, fsync on. Ours has a version"
                                + " guard, lineage columns and offsets in the database. Debezium has none of these,"
                                + " nor the version column, which unnest cannot write; it uses unnest, the reduction"
                                + " buffer and flat JSON with a fixed schema. COPY writes the same rows, encoded"
                                + " beforehand, into empty tables with the same indexes, over one connection and"
                                + " without Kafka. The database is vacuumed before each sample.",
                        states.cards(),
                        states.users()),
                rows,
                targets(rows));
    }

    private static Sample update(StateGenerator states, SinkTables tables, MeasuredSinkConnector ours)
            throws Exception {
        states.nextGeneration();
        tables.vacuum();
        Sample sample = ours.sample(states.records(), tables::committedOffsets);
        tables.requireRows("", states);
        return sample;
    }

    private static List<Target> targets(List<Row> rows) {
        double ours = rows.get(0).median(Metric.EVENTS_PER_SECOND);
        List<Target> targets = new ArrayList<>();
        for (Row row : rows) {
            double ratio = ours / row.median(Metric.EVENTS_PER_SECOND);
            if (row.kind() == Kind.PEER) {
                targets.add(Target.atLeast("ratio to Debezium", 2, ratio));
            } else if (row.contestant().endsWith("per batch")) {
                targets.add(Target.atLeast("ratio to plain COPY", 0.45, ratio));
            }
        }
        return targets;
    }
}
