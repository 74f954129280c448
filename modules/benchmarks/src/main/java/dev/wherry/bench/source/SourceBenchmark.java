package dev.wherry.bench.source;

import dev.wherry.bench.Benchmark;
import dev.wherry.bench.BenchmarkConfig;
import dev.wherry.bench.Contestant;
import dev.wherry.bench.InterleavedRounds;
import dev.wherry.bench.data.CardEvents;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.ConnectProcess;
import dev.wherry.bench.report.Kind;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Row;
import dev.wherry.bench.report.Table;
import dev.wherry.bench.report.Target;
import dev.wherry.embedded.Directories;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Files to raw topics: the small documents and lines per second that one task publishes. */
public final class SourceBenchmark implements Benchmark {
    private static final int FILES = 40_000;
    private static final int LINES = 1_000_000;
    private static final int CARDS = 100_000;
    private static final String HEAP = "512m";
    private static final String PEER = "FileStreamSource";

    @Override
    public List<Table> run(BenchmarkConfig config) throws Exception {
        Path directory = config.emptyDirectory("source");
        StagingArea staging = new StagingArea(directory.resolve("stage"), new CardEvents(CARDS));
        try (Broker broker = Broker.start(directory);
                ConnectProcess worker = ConnectProcess.exactlyOnce("connect", directory, broker, HEAP)) {
            WherrySource ours = WherrySource.start(directory, config.contracts(), broker, worker);
            Table documents = documents(config, directory, staging, broker, ours);
            Table lines = lines(config, directory, staging, broker, worker, ours);
            return List.of(documents, lines);
        } finally {
            Directories.delete(directory);
        }
    }

    private static Table documents(
            BenchmarkConfig config, Path directory, StagingArea staging, Broker broker, WherrySource ours)
            throws Exception {
        int files = config.scaled(FILES);
        try (SendingLoop sending = SendingLoop.start(directory, broker)) {
            List<Row> rows = new InterleavedRounds(config)
                    .measure(
                            "small files",
                            List.of(
                                    Contestant.of(
                                            "file-source-connector",
                                            Kind.OURS,
                                            round -> ours.documents(staging.documents("ours-" + round, files))),
                                    Contestant.of(
                                            "read, send, rename in a loop",
                                            Kind.BASELINE,
                                            round -> sending.documents(staging.documents("sent-" + round, files))),
                                    Contestant.of(
                                            "bare read and rename",
                                            Kind.LIMIT,
                                            round -> RenamingLoop.sample(
                                                    directory, staging.documents("renamed-" + round, files)))));
            Row ourRow = rows.get(0);
            return new Table(
                    "Small files to raw topics",
                    String.format(
                            Locale.ROOT,
                            "%,d files of 350 bytes, renamed into the inbox in one step; measured until the last is"
                                    + " committed and archived. One task, exactly once. The loop sends with acks=all"
                                    + " and keeps no offsets, so a crash makes it publish duplicates.",
                            files),
                    rows,
                    List.of(
                            Target.atLeast("files/s", 10_000, ourRow.median(Metric.EVENTS_PER_SECOND)),
                            Target.atLeast(
                                    "ratio to bare read and rename",
                                    1 / 3.0,
                                    ourRow.median(Metric.EVENTS_PER_SECOND)
                                            / rows.get(rows.size() - 1).median(Metric.EVENTS_PER_SECOND))));
        }
    }

    private static Table lines(
            BenchmarkConfig config,
            Path directory,
            StagingArea staging,
            Broker broker,
            ConnectProcess worker,
            WherrySource ours)
            throws Exception {
        int count = config.scaled(LINES);
        try (FileStreamPeer peer = FileStreamPeer.startIf(config.peers(), directory, broker, worker);
                BareProducer producer = BareProducer.start(directory, broker)) {
            List<Row> rows = new InterleavedRounds(config)
                    .measure(
                            "lines",
                            List.of(
                                    Contestant.of(
                                            "file-source-connector",
                                            Kind.OURS,
                                            round -> ours.file(staging.lines("ours-" + round + ".ndjson", count))),
                                    Contestant.of(
                                            PEER,
                                            Kind.PEER,
                                            round -> peer.lines(staging.lines("peer-" + round + ".ndjson", count))),
                                    Contestant.of(
                                            PEER + ", exactly once",
                                            Kind.PEER,
                                            round -> peer.linesExactlyOnce(
                                                    staging.lines("peer-once-" + round + ".ndjson", count))),
                                    Contestant.of(
                                            "kafka-producer-perf-test",
                                            Kind.LIMIT,
                                            round -> producer.lines(
                                                    staging.lines("bare-" + round + ".ndjson", 10_000), count))));
            return new Table(
                    "Lines to raw topics",
                    String.format(
                            Locale.ROOT,
                            "One file of %,d lines of 350 bytes, measured from the first record that is visible in"
                                    + " the topic to the last. One task, exactly once, with file and offset headers."
                                    + " FileStreamSource runs in a standalone worker without transactions, with the"
                                    + " same producer settings (lz4, batches of 128 KiB, linger 5 ms, two requests in"
                                    + " flight) and batches of 5,000. The producer alone has five requests in flight."
                                    + " In the exactly-once row, FileStreamSource runs in the same worker as ours,"
                                    + " without headers.",
                            count),
                    rows,
                    rows.stream()
                            .filter(row -> row.kind() == Kind.PEER)
                            .map(row -> Target.atLeast(
                                    "ratio to " + row.contestant(),
                                    1,
                                    rows.get(0).median(Metric.EVENTS_PER_SECOND)
                                            / row.median(Metric.EVENTS_PER_SECOND)))
                            .toList());
        }
    }
}
