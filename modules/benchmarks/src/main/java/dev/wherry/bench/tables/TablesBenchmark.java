package dev.wherry.bench.tables;

import dev.wherry.bench.Benchmark;
import dev.wherry.bench.BenchmarkConfig;
import dev.wherry.bench.Contestant;
import dev.wherry.bench.InterleavedRounds;
import dev.wherry.bench.data.CardEvents;
import dev.wherry.bench.data.FileLayout;
import dev.wherry.bench.data.FlatCards;
import dev.wherry.bench.data.StagedEvents;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.pipeline.PipelineSampler;
import dev.wherry.bench.process.PipelineProcess;
import dev.wherry.bench.report.Kind;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Row;
import dev.wherry.bench.report.Table;
import dev.wherry.bench.report.Target;
import dev.wherry.embedded.Directories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The kinds of tables beside each other: from lines to rows through all stages, in one pipeline. */
public final class TablesBenchmark implements Benchmark {
    private static final int EVENTS = 300_000;
    private static final int CARDS = 100_000;

    private final FlatCards cards = new FlatCards(new CardEvents(CARDS));

    @Override
    public List<Table> run(BenchmarkConfig config) throws Exception {
        Path directory = config.emptyDirectory("tables");
        int count = config.scaled(EVENTS);
        Path contracts = TableContracts.write(directory.resolve("contracts"));
        List<Row> rows;
        try (PipelineSampler pipeline = new PipelineSampler(PipelineProcess.start(directory, contracts))) {
            List<Contestant> contestants = new ArrayList<>();
            for (TableKind kind : TableKind.values()) {
                StagingArea staging = new StagingArea(directory.resolve("stage-" + kind.word()), new CardEvents(CARDS));
                contestants.add(Contestant.of(
                        name(kind),
                        Kind.OURS,
                        round -> pipeline.sample(stage(staging, kind, round, count), kind.target(CARDS))));
            }
            rows = new InterleavedRounds(config).measure("tables", contestants);
        } finally {
            Directories.delete(directory);
        }
        Row latest = row(rows, TableKind.LATEST);
        return List.of(new Table(
                "Lines to tables",
                String.format(
                        Locale.ROOT,
                        "One file of %,d events of 349 bytes about %,d cards for each kind of table, renamed into the"
                                + " inbox; measured until all are in the warehouse and its books balance. All kinds"
                                + " are types of one pipeline, whose broker, Connect worker and streams app share a"
                                + " JVM with 1 GiB of heap; PostgreSQL runs beside it. An event with children has an"
                                + " array of %d elements more, each of which is a row.",
                        count,
                        CARDS,
                        TableKind.PARTS),
                rows,
                List.of(
                        ratio("every to latest", 1.5, row(rows, TableKind.EVERY), latest, 1),
                        ratio("latest with history to latest", 0.75, row(rows, TableKind.HISTORY), latest, 1),
                        ratio("latest with conditions to latest", 0.95, row(rows, TableKind.CONDITIONS), latest, 1),
                        ratio(
                                "rows with children to rows of latest",
                                1,
                                row(rows, TableKind.CHILDREN),
                                latest,
                                1 + TableKind.PARTS))));
    }

    private static String name(TableKind kind) {
        return switch (kind) {
            case LATEST -> "keep: latest";
            case CONDITIONS -> "keep: latest, with match and skip";
            case HISTORY -> "keep: latest, with history";
            case EVERY -> "keep: every";
            case CHILDREN -> "keep: latest, with children";
        };
    }

    private StagedEvents stage(StagingArea staging, TableKind kind, int round, int count) throws IOException {
        return staging.file(
                round + ".ndjson",
                count,
                FileLayout.LINES,
                kind == TableKind.CHILDREN ? number -> cards.objectWithParts(number, TableKind.PARTS) : cards::object);
    }

    private static Row row(List<Row> rows, TableKind kind) {
        return rows.get(kind.ordinal());
    }

    /** @param rowsPerEvent of the first row of the report; one event of the other is one row */
    private static Target ratio(String name, double atLeast, Row row, Row toOther, int rowsPerEvent) {
        return Target.atLeast(
                "ratio of " + name,
                atLeast,
                rowsPerEvent * row.median(Metric.EVENTS_PER_SECOND) / toOther.median(Metric.EVENTS_PER_SECOND));
    }
}
