package dev.wherry.bench.latency;

import dev.wherry.bench.Benchmark;
import dev.wherry.bench.BenchmarkConfig;
import dev.wherry.bench.Contestant;
import dev.wherry.bench.InterleavedRounds;
import dev.wherry.bench.data.CardEvents;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.PipelineProcess;
import dev.wherry.bench.report.Kind;
import dev.wherry.bench.report.Row;
import dev.wherry.bench.report.Table;
import dev.wherry.bench.report.Target;
import dev.wherry.embedded.Directories;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The time from the rename of a file into the inbox until its row is visible. */
public final class LatencyBenchmark implements Benchmark {
    private static final int FILES_PER_SECOND = 500;
    private static final int SECONDS = 20;

    @Override
    public List<Table> run(BenchmarkConfig config) throws Exception {
        Path directory = config.emptyDirectory("latency");
        CardEvents events = new CardEvents(Integer.MAX_VALUE); // a prime, so every event has a different card
        StagingArea staging = new StagingArea(directory.resolve("stage"), events);
        try (LatencySampler pipeline =
                new LatencySampler(PipelineProcess.start(directory, config.contracts()), events)) {
            int files = config.scaled(FILES_PER_SECOND * SECONDS);
            List<Row> rows = new InterleavedRounds(config)
                    .measure(
                            "latency",
                            List.of(Contestant.of(
                                    "whole pipeline",
                                    Kind.OURS,
                                    round -> pipeline.sample(
                                            staging.documents("files-" + round, files), FILES_PER_SECOND))));
            return List.of(new Table(
                    "From renamed file to visible row",
                    String.format(
                            Locale.ROOT,
                            "%,d files of 350 bytes at %d per second, each with a different card. Broker, Connect"
                                    + " worker and streams app share a JVM with 1 GiB of heap; PostgreSQL runs beside"
                                    + " it. A primary-key query polls for missing rows every %d ms; its cost counts"
                                    + " as PostgreSQL's.",
                            files,
                            FILES_PER_SECOND,
                            RowWatcher.POLL_INTERVAL_MS),
                    rows,
                    List.of(
                            Target.atMost("median latency, ms", 150, rows.get(0).median(Latencies.P50)),
                            Target.atMost("p99 latency, ms", 400, rows.get(0).median(Latencies.P99)))));
        } finally {
            Directories.delete(directory);
        }
    }
}
