package dev.wherry.bench.pipeline;

import dev.wherry.bench.Benchmark;
import dev.wherry.bench.Contestant;
import dev.wherry.bench.InterleavedRounds;
import dev.wherry.bench.BenchmarkConfig;
import dev.wherry.bench.data.CardEvents;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.WholePipeline;
import dev.wherry.bench.report.Kind;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Row;
import dev.wherry.bench.report.Table;
import dev.wherry.bench.report.Target;
import dev.wherry.embedded.Directories;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** All stages at once: how many events a second get from files that are there to rows. */
public final class PipelineBenchmark implements Benchmark {
    private static final int FILES = 40_000;
    private static final int LINES = 300_000;
    private static final int CARDS = 100_000;
    /** After one, the JVM still compiles what small files need; the lines come after them. */
    private static final int WARM_UPS_OF_DOCUMENTS = 2;

    /** A commit an event takes long, and takes as long for each of them. */
    private static final int FEWER_FOR_LOOP = 20;

    @Override
    public List<Table> run(BenchmarkConfig setup) throws Exception {
        Path directory = setup.emptyDirectory("pipeline");
        StagingArea stage = new StagingArea(directory.resolve("stage"), new CardEvents(CARDS));
        StagingArea forLoop = new StagingArea(directory.resolve("stage-of-loop"), new CardEvents(CARDS));
        try (PipelineSampler pipeline = new PipelineSampler(WholePipeline.start(directory, setup.contracts()), CARDS);
                UpsertingLoop loop = UpsertingLoop.start(directory)) {
            int files = setup.scaled(FILES);
            List<Row> documents = new InterleavedRounds(setup, WARM_UPS_OF_DOCUMENTS)
                    .of(
                            "pipeline, small files",
                            List.of(
                                    Contestant.of(
                                            "whole pipeline",
                                            Kind.OURS,
                                            round -> pipeline.sample(stage.documents("files-" + round, files))),
                                    Contestant.of(
                                            "read and upsert in a loop",
                                            Kind.BASELINE,
                                            round -> loop.documents(
                                                    forLoop.documents("files-" + round, files / FEWER_FOR_LOOP)))));
            int count = setup.scaled(LINES);
            List<Row> lines = new InterleavedRounds(setup)
                    .of(
                            "pipeline, lines",
                            List.of(
                                    Contestant.of(
                                            "whole pipeline",
                                            Kind.OURS,
                                            round -> pipeline.sample(stage.lines(round + ".ndjson", count))),
                                    Contestant.of(
                                            "read and upsert in a loop",
                                            Kind.BASELINE,
                                            round -> loop.lines(
                                                    forLoop.lines(round + ".ndjson", count / FEWER_FOR_LOOP)))));
            return List.of(
                    table(
                            "Small files to rows",
                            files,
                            documents,
                            Target.atLeast("files a second", 8_000, rate(documents))),
                    table("Lines to rows", count, lines, Target.atLeast("events a second", 30_000, rate(lines))));
        } finally {
            Directories.delete(directory);
        }
    }

    private static Table table(String title, int events, List<Row> rows, Target target) {
        return new Table(
                title,
                String.format(
                        Locale.ROOT,
                        "%,d events of 350 bytes about %,d cards are renamed into the inbox at once; until all are in the warehouse and its"
                                + " books balance. Broker, Connect worker and streams app in one JVM with 1 GiB of heap, PostgreSQL beside"
                                + " it. The loop parses each event and upserts it by itself, a commit each, without a guard against older"
                                + " events; it gets a twentieth of the events.",
                        events,
                        CARDS),
                rows,
                List.of(target));
    }

    private static double rate(List<Row> rows) {
        return rows.get(0).median(Metric.EVENTS_PER_SECOND);
    }
}
