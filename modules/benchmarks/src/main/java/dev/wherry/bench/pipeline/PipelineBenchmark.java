package dev.wherry.bench.pipeline;

import dev.wherry.bench.Benchmark;
import dev.wherry.bench.BenchmarkConfig;
import dev.wherry.bench.Contestant;
import dev.wherry.bench.InterleavedRounds;
import dev.wherry.bench.data.CardEvents;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.PipelineProcess;
import dev.wherry.bench.report.Kind;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Row;
import dev.wherry.bench.report.Table;
import dev.wherry.bench.report.Target;
import dev.wherry.embedded.Directories;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The throughput of all stages together, from existing files to rows. */
public final class PipelineBenchmark implements Benchmark {
    private static final int FILES = 40_000;
    private static final int LINES = 300_000;
    private static final int CARDS = 100_000;
    /** After a single warm-up round the JVM still compiles the code for documents. Lines are measured later. */
    private static final int DOCUMENT_WARM_UPS = 2;

    /** One commit per event is slow, and its cost does not depend on the number of events. */
    private static final int LOOP_DIVISOR = 20;

    @Override
    public List<Table> run(BenchmarkConfig config) throws Exception {
        Path directory = config.emptyDirectory("pipeline");
        StagingArea staging = new StagingArea(directory.resolve("stage"), new CardEvents(CARDS));
        StagingArea plainStaging = new StagingArea(directory.resolve("plain-stage"), new CardEvents(CARDS));
        StagingArea loopStaging = new StagingArea(directory.resolve("loop-stage"), new CardEvents(CARDS));
        try (PipelineSampler pipeline = new PipelineSampler(PipelineProcess.start(directory, config.contracts()));
                PipelineSampler plain = new PipelineSampler(PipelineProcess.start(
                        directory.resolve("plain"),
                        ContractsWithoutHistory.copy(config.contracts(), directory.resolve("contracts"))));
                UpsertingLoop loop = UpsertingLoop.start(directory)) {
            int files = config.scaled(FILES);
            List<Row> documents = new InterleavedRounds(config, DOCUMENT_WARM_UPS)
                    .measure(
                            "pipeline, small files",
                            List.of(
                                    Contestant.of(
                                            "whole pipeline",
                                            Kind.OURS,
                                            round -> pipeline.sample(
                                                    staging.documents("files-" + round, files),
                                                    FeedTable.ofCards(CARDS))),
                                    Contestant.of(
                                            "read and upsert in a loop",
                                            Kind.BASELINE,
                                            round -> loop.documents(
                                                    loopStaging.documents("files-" + round, files / LOOP_DIVISOR)))));
            int count = config.scaled(LINES);
            List<Row> lines = new InterleavedRounds(config)
                    .measure(
                            "pipeline, lines",
                            List.of(
                                    Contestant.of(
                                            "whole pipeline",
                                            Kind.OURS,
                                            round -> pipeline.sample(
                                                    staging.lines(round + ".ndjson", count), FeedTable.ofCards(CARDS))),
                                    Contestant.of(
                                            "whole pipeline, without a history",
                                            Kind.OURS,
                                            round -> plain.sample(
                                                    plainStaging.lines(round + ".ndjson", count),
                                                    FeedTable.ofCards(CARDS))),
                                    Contestant.of(
                                            "read and upsert in a loop",
                                            Kind.BASELINE,
                                            round -> loop.lines(
                                                    loopStaging.lines(round + ".ndjson", count / LOOP_DIVISOR)))));
            return List.of(
                    table(
                            "Small files to rows",
                            files,
                            documents,
                            List.of(Target.atLeast("files/s", 8_000, rate(documents.get(0))))),
                    table(
                            "Lines to rows",
                            count,
                            lines,
                            List.of(
                                    Target.atLeast("events/s", 30_000, rate(lines.get(0))),
                                    Target.atLeast(
                                            "ratio to no history", 0.75, rate(lines.get(0)) / rate(lines.get(1))))));
        } finally {
            Directories.delete(directory);
        }
    }

    private static Table table(String title, int events, List<Row> rows, List<Target> targets) {
        return new Table(
                title,
                String.format(
                        Locale.ROOT,
                        "%,d events of 350 bytes about %,d cards, renamed into the inbox in one step; measured until"
                                + " all are in the warehouse, also in the history, and its books balance. Broker, Connect worker and"
                                + " streams app share a JVM with 1 GiB of heap; PostgreSQL runs beside it. The loop"
                                + " parses, upserts and commits each event separately, without a guard against older"
                                + " events. It gets one twentieth of the events.",
                        events,
                        CARDS),
                rows,
                targets);
    }

    private static double rate(Row row) {
        return row.median(Metric.EVENTS_PER_SECOND);
    }
}
