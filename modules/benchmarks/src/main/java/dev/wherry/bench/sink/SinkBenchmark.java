package dev.wherry.bench.sink;

import dev.wherry.bench.Benchmark;
import dev.wherry.bench.Contestant;
import dev.wherry.bench.InterleavedRounds;
import dev.wherry.bench.BenchmarkConfig;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.Database;
import dev.wherry.bench.process.ShippedConnectors;
import dev.wherry.bench.process.Worker;
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

/** State topics to PostgreSQL: how many updates of rows one task of the sink connector writes in a second. */
public final class SinkBenchmark implements Benchmark {
    private static final int CARDS = 160_000;
    private static final int USERS = 40_000;
    private static final int BATCH = 5_000;
    /** Until its first checkpoint is over, PostgreSQL makes its log files; then it uses them again. */
    private static final int WARM_UPS = 2;

    private static final String HEAP = "512m";

    @Override
    public List<Table> run(BenchmarkConfig setup) throws Exception {
        Path directory = setup.emptyDirectory("sink");
        try (Database database = Database.start(directory);
                Connection connection = database.connect();
                Broker broker = Broker.start(directory);
                StateGenerator states = StateGenerator.start(setup, directory, broker, setup.scaled(CARDS), setup.scaled(USERS));
                Worker worker = Worker.exactlyOnce("connect", directory, broker, HEAP)) {
            SinkTables tables = new SinkTables(connection);
            states.nextGeneration();
            Map<String, String> configuration = new ShippedConnectors(setup.contracts())
                    .sink(database.jdbcUrl(), EmbeddedDatabase.USER, EmbeddedDatabase.PASSWORD);
            MeasuredSinkConnector ours = MeasuredSinkConnector.make(ShippedConnectors.SINK, worker, database, configuration);
            ours.settle(states.records());
            tables.require("", states);
            tables.createLike(PlainCopy.PREFIX);
            try (DebeziumSink debezium =
                    setup.peers() ? DebeziumSink.start(directory, broker, database, tables, states.records()) : null) {
                return List.of(table(setup, states, tables, ours, new PlainCopy(database, tables), debezium));
            }
        } finally {
            Directories.delete(directory);
        }
    }

    private static Table table(
            BenchmarkConfig setup, StateGenerator states, SinkTables tables, MeasuredSinkConnector ours, PlainCopy copy, DebeziumSink debezium)
            throws Exception {
        List<Row> rows = new InterleavedRounds(setup, WARM_UPS)
                .of(
                        "sink",
                        List.of(
                                // The first: what it writes is what the others are given to write.
                                Contestant.of("sink-writer", Kind.OURS, round -> update(states, tables, ours)),
                                Contestant.of("Debezium JDBC", Kind.PEER, round -> debezium.sample(states.records())),
                                Contestant.of(
                                        "plain COPY, a commit a batch",
                                        Kind.LIMIT,
                                        round -> copy.sample(states, BATCH)),
                                Contestant.of(
                                        "plain COPY, one commit",
                                        Kind.LIMIT,
                                        round -> copy.sample(states, Integer.MAX_VALUE))));
        return new Table(
                "State topics to PostgreSQL, all updates",
                String.format(
                        Locale.ROOT,
                        "A newer state of each of %,d cards and %,d users, whose rows are there already, as the streams app has"
                                + " published it; from the moment when the connector is let go until the last batch is"
                                + " committed. One task, batches of up to 5000 records, fsync on. Ours with version guard, lineage, offsets"
                                + " in the database. Debezium with unnest, reduction buffer and flat JSON whose schema"
                                + " is known beforehand, without any of these, nor the version's column, which unnest"
                                + " cannot write. COPY writes the same rows, encoded beforehand, into empty"
                                + " tables with the same indexes, over one connection and without Kafka. The database is"
                                + " vacuumed before each sample.",
                        states.cards(),
                        states.users()),
                rows,
                targets(rows));
    }

    private static Sample update(StateGenerator states, SinkTables tables, MeasuredSinkConnector ours) throws Exception {
        states.nextGeneration();
        tables.vacuum();
        Sample sample = ours.sample(states.records(), tables::committedOffsets);
        tables.require("", states);
        return sample;
    }

    private static List<Target> targets(List<Row> rows) {
        double our = rows.get(0).median(Metric.EVENTS_PER_SECOND);
        List<Target> targets = new ArrayList<>();
        for (Row row : rows) {
            double ratio = our / row.median(Metric.EVENTS_PER_SECOND);
            if (row.kind() == Kind.PEER) {
                targets.add(Target.atLeast("times Debezium's rate", 2, ratio));
            } else if (row.contestant().endsWith("a batch")) {
                targets.add(Target.atLeast("part of plain COPY's rate", 0.45, ratio));
            }
        }
        return targets;
    }
}
