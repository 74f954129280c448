package dev.wherry.bench.formats;

import dev.wherry.bench.Benchmark;
import dev.wherry.bench.BenchmarkConfig;
import dev.wherry.bench.Contestant;
import dev.wherry.bench.InterleavedRounds;
import dev.wherry.bench.data.CardEvents;
import dev.wherry.bench.data.FileLayout;
import dev.wherry.bench.data.FlatCards;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.pipeline.FeedTable;
import dev.wherry.bench.pipeline.PipelineSampler;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.ConnectProcess;
import dev.wherry.bench.process.Database;
import dev.wherry.bench.process.PipelineProcess;
import dev.wherry.bench.report.Kind;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Row;
import dev.wherry.bench.report.Table;
import dev.wherry.bench.report.Target;
import dev.wherry.bench.source.WherrySource;
import dev.wherry.embedded.Directories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Arrays, CSV and compressed files beside lines of the same size: to raw topics, and to rows. */
public final class FormatsBenchmark implements Benchmark {
    private static final int EVENTS = 1_000_000;
    private static final int ROWS = 300_000;
    private static final int CARDS = 100_000;
    private static final String HEAP = "512m";

    private final CardEvents cards = new CardEvents(CARDS);
    private final FlatCards flat = new FlatCards(cards);

    @Override
    public List<Table> run(BenchmarkConfig config) throws Exception {
        Path directory = config.emptyDirectory("formats");
        try {
            return List.of(
                    toRawTopics(config, Files.createDirectory(directory.resolve("raw"))),
                    toRows(config, Files.createDirectory(directory.resolve("rows"))));
        } finally {
            Directories.delete(directory);
        }
    }

    private Table toRawTopics(BenchmarkConfig config, Path directory) throws Exception {
        int count = config.scaled(EVENTS);
        StagingArea staging = new StagingArea(directory.resolve("stage"), cards);
        List<Row> rows;
        try (Broker broker = Broker.start(directory);
                ConnectProcess worker = ConnectProcess.exactlyOnce("connect", directory, broker, HEAP)) {
            WherrySource source = WherrySource.start(directory, config.contracts(), broker, worker);
            rows = new InterleavedRounds(config)
                    .measure(
                            "formats",
                            List.of(
                                    Contestant.of(
                                            "lines",
                                            Kind.OURS,
                                            round -> source.file(staging.file(
                                                    round + ".ndjson", count, FileLayout.LINES, flat::object))),
                                    Contestant.of(
                                            "array",
                                            Kind.OURS,
                                            round -> source.file(staging.file(
                                                    round + ".array", count, FileLayout.ARRAY, flat::object))),
                                    Contestant.of(
                                            "csv",
                                            Kind.OURS,
                                            round -> source.file(
                                                    staging.file(round + ".csv", count, FileLayout.ROWS, flat::row))),
                                    Contestant.of(
                                            "lines, gzip",
                                            Kind.OURS,
                                            round -> source.file(staging.file(
                                                    round + ".ndjson.gz", count, FileLayout.LINES, flat::object)))));
        }
        return new Table(
                "Formats to raw topics",
                String.format(
                        Locale.ROOT,
                        "One file of %,d events of 349 bytes, measured from the first record that is visible in the"
                                + " topic to the last. One task, exactly once. The events of lines, arrays and"
                                + " compressed lines are the same kind of JSON objects.",
                        count),
                rows,
                List.of(
                        ratio("array to lines", 0.7, rows.get(1), rows.get(0)),
                        ratio("csv to lines", 0.7, rows.get(2), rows.get(0)),
                        ratio("gzip to lines", 0.6, rows.get(3), rows.get(0))));
    }

    private Table toRows(BenchmarkConfig config, Path directory) throws Exception {
        int count = config.scaled(ROWS);
        Path contracts = FlatContract.write(directory.resolve("contracts"));
        StagingArea staging = new StagingArea(directory.resolve("stage"), cards);
        StagingArea others = new StagingArea(directory.resolve("loop-stage"), cards);
        List<Row> rows;
        try (PipelineSampler pipeline = new PipelineSampler(PipelineProcess.start(directory, contracts));
                Database database = Database.start(directory);
                CsvLoader loader = CsvLoader.start(database)) {
            rows = new InterleavedRounds(config)
                    .measure(
                            "csv to rows",
                            List.of(
                                    Contestant.of(
                                            "whole pipeline, csv",
                                            Kind.OURS,
                                            round -> pipeline.sample(
                                                    staging.file(round + ".csv", count, FileLayout.ROWS, flat::row),
                                                    FeedTable.ofCards(CARDS))),
                                    Contestant.of(
                                            "whole pipeline, lines",
                                            Kind.OURS,
                                            round -> pipeline.sample(
                                                    staging.file(
                                                            round + ".ndjson", count, FileLayout.LINES, flat::object),
                                                    FeedTable.ofCards(CARDS))),
                                    Contestant.of(
                                            "read, split and upsert in a loop",
                                            Kind.BASELINE,
                                            round -> loader.upsert(others.file(
                                                    "loop-" + round + ".csv", count, FileLayout.ROWS, flat::row))),
                                    Contestant.of(
                                            "COPY of the file",
                                            Kind.LIMIT,
                                            round -> loader.copy(others.file(
                                                    "copy-" + round + ".csv", count, FileLayout.ROWS, flat::row)))));
        }
        return new Table(
                "CSV rows to PostgreSQL",
                String.format(
                        Locale.ROOT,
                        "%,d events of 349 bytes about %,d cards in one file, renamed into the inbox; measured until all"
                                + " are in the warehouse and its books balance. Broker, Connect worker and streams app"
                                + " share a JVM with 1 GiB of heap; PostgreSQL runs beside it. Lines are JSON objects"
                                + " with the same columns. The loop reads a line, splits it at its commas, and upserts"
                                + " and commits 1,000 rows at a time, without a guard against older rows. COPY appends"
                                + " all rows of the file to an empty table with a primary key, in one transaction.",
                        count,
                        CARDS),
                rows,
                List.of(ratio("csv to lines", 0.6, rows.get(0), rows.get(1))));
    }

    private static Target ratio(String name, double atLeast, Row row, Row toOther) {
        return Target.atLeast(
                "ratio of " + name,
                atLeast,
                row.median(Metric.EVENTS_PER_SECOND) / toOther.median(Metric.EVENTS_PER_SECOND));
    }
}
