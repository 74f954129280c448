package dev.wherry.bench.source;

import dev.wherry.bench.Benchmark;
import dev.wherry.bench.Contestant;
import dev.wherry.bench.InterleavedRounds;
import dev.wherry.bench.BenchmarkConfig;
import dev.wherry.bench.data.CardEvents;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.Worker;
import dev.wherry.bench.report.Kind;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Row;
import dev.wherry.bench.report.Table;
import dev.wherry.bench.report.Target;
import dev.wherry.embedded.Directories;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Files to raw topics: how many small documents, and how many lines, one task publishes in a second. */
public final class SourceBenchmark implements Benchmark {
    private static final int FILES = 40_000;
    private static final int LINES = 1_000_000;
    private static final int CARDS = 100_000;
    private static final String HEAP = "512m";
    private static final String PEER = "FileStreamSource";

    @Override
    public List<Table> run(BenchmarkConfig setup) throws Exception {
        Path directory = setup.emptyDirectory("source");
        StagingArea stage = new StagingArea(directory.resolve("stage"), new CardEvents(CARDS));
        try (Broker broker = Broker.start(directory);
                Worker worker = Worker.exactlyOnce("connect", directory, broker, HEAP)) {
            WherrySource ours = WherrySource.start(directory, setup.contracts(), broker, worker);
            Table documents = documents(setup, directory, stage, broker, ours);
            Table lines = lines(setup, directory, stage, broker, worker, ours);
            return List.of(documents, lines);
        } finally {
            Directories.delete(directory);
        }
    }

    private static Table documents(BenchmarkConfig setup, Path directory, StagingArea stage, Broker broker, WherrySource ours)
            throws Exception {
        int files = setup.scaled(FILES);
        try (SendingLoop sending = SendingLoop.start(directory, broker)) {
            List<Row> rows = new InterleavedRounds(setup)
                    .of(
                            "small files",
                            List.of(
                                    Contestant.of(
                                            "file-source-connector",
                                            Kind.OURS,
                                            round -> ours.documents(stage.documents("ours-" + round, files))),
                                    Contestant.of(
                                            "read, send, rename in a loop",
                                            Kind.BASELINE,
                                            round -> sending.documents(stage.documents("sent-" + round, files))),
                                    Contestant.of(
                                            "bare read and rename",
                                            Kind.LIMIT,
                                            round -> RenamingLoop.sample(
                                                    directory, stage.documents("renamed-" + round, files)))));
            Row our = rows.get(0);
            return new Table(
                    "Small files to raw topics",
                    String.format(
                            Locale.ROOT,
                            "%,d files of 350 bytes are renamed into the inbox at once; until the last is committed and archived."
                                    + " One task, exactly once. The loop sends with acks=all, keeps no progress and would"
                                    + " publish twice what a crash interrupts.",
                            files),
                    rows,
                    List.of(
                            Target.atLeast("files a second", 10_000, our.median(Metric.EVENTS_PER_SECOND)),
                            Target.atLeast(
                                    "part of bare read and rename",
                                    1 / 3.0,
                                    our.median(Metric.EVENTS_PER_SECOND)
                                            / rows.get(rows.size() - 1).median(Metric.EVENTS_PER_SECOND))));
        }
    }

    private static Table lines(BenchmarkConfig setup, Path directory, StagingArea stage, Broker broker, Worker worker, WherrySource ours)
            throws Exception {
        int count = setup.scaled(LINES);
        try (FileStreamPeer peer = FileStreamPeer.startIf(setup.peers(), directory, broker, worker);
                BareProducer producer = BareProducer.start(directory, broker)) {
            List<Row> rows = new InterleavedRounds(setup)
                    .of(
                            "lines",
                            List.of(
                                    Contestant.of(
                                            "file-source-connector",
                                            Kind.OURS,
                                            round -> ours.lines(stage.lines("ours-" + round + ".ndjson", count))),
                                    Contestant.of(
                                            PEER,
                                            Kind.PEER,
                                            round -> peer.lines(stage.lines("peer-" + round + ".ndjson", count))),
                                    Contestant.of(
                                            PEER + ", exactly once",
                                            Kind.PEER,
                                            round -> peer.linesExactlyOnce(
                                                    stage.lines("peer-once-" + round + ".ndjson", count))),
                                    Contestant.of(
                                            "kafka-producer-perf-test",
                                            Kind.LIMIT,
                                            round -> producer.lines(
                                                    stage.lines("bare-" + round + ".ndjson", 10_000), count))));
            return new Table(
                    "Lines to raw topics",
                    String.format(
                            Locale.ROOT,
                            "One file of %,d lines of 350 bytes; from the first record that is seen in the topic to the last."
                                    + " One task, exactly once, with headers that tell file and offset. FileStreamSource runs in a"
                                    + " standalone worker without transactions, with the same producer settings (lz4, batches of"
                                    + " 128 KiB, 5 ms, two requests in flight) and batches of 5000; the producer alone has five"
                                    + " requests in flight. Exactly once, FileStreamSource runs in the same worker as ours,"
                                    + " without headers.",
                            count),
                    rows,
                    rows.stream()
                            .filter(row -> row.kind() == Kind.PEER)
                            .map(row -> Target.atLeast(
                                    "times the rate of " + row.contestant(),
                                    1,
                                    rows.get(0).median(Metric.EVENTS_PER_SECOND)
                                            / row.median(Metric.EVENTS_PER_SECOND)))
                            .toList());
        }
    }
}
