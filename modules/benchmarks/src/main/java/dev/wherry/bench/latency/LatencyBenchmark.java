package dev.wherry.bench.latency;

import dev.wherry.bench.Benchmark;
import dev.wherry.bench.Contestant;
import dev.wherry.bench.InterleavedRounds;
import dev.wherry.bench.BenchmarkConfig;
import dev.wherry.bench.data.CardEvents;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.WholePipeline;
import dev.wherry.bench.report.Kind;
import dev.wherry.bench.report.Row;
import dev.wherry.bench.report.Table;
import dev.wherry.bench.report.Target;
import dev.wherry.embedded.Directories;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How long it takes from a file's renaming into the inbox until its row can be seen. */
public final class LatencyBenchmark implements Benchmark {
    private static final int FILES_A_SECOND = 500;
    private static final int SECONDS = 20;

    @Override
    public List<Table> run(BenchmarkConfig setup) throws Exception {
        Path directory = setup.emptyDirectory("latency");
        CardEvents events = new CardEvents(Integer.MAX_VALUE); // a prime: every event tells of a card of its own
        StagingArea stage = new StagingArea(directory.resolve("stage"), events);
        try (LatencySampler pipeline = new LatencySampler(WholePipeline.start(directory, setup.contracts()), events)) {
            int files = setup.scaled(FILES_A_SECOND * SECONDS);
            List<Row> rows = new InterleavedRounds(setup)
                    .of(
                            "latency",
                            List.of(Contestant.of(
                                    "whole pipeline",
                                    Kind.OURS,
                                    round -> pipeline.sample(
                                            stage.documents("files-" + round, files), FILES_A_SECOND))));
            return List.of(new Table(
                    "File renamed in to row visible",
                    String.format(
                            Locale.ROOT,
                            "%,d files of 350 bytes at %d a second, each of another card. Broker, Connect worker and streams app in one JVM"
                                    + " with 1 GiB of heap, PostgreSQL beside it. Every %d ms one query by primary key looks for"
                                    + " the rows that have not been seen yet; its cost is PostgreSQL's here.",
                            files,
                            FILES_A_SECOND,
                            RowWatcher.PAUSE_MS),
                    rows,
                    List.of(
                            Target.atMost(
                                    "ms for half of them", 150, rows.get(0).median(Latencies.P50)),
                            Target.atMost("ms for 99 of 100", 400, rows.get(0).median(Latencies.P99)))));
        } finally {
            Directories.delete(directory);
        }
    }
}
