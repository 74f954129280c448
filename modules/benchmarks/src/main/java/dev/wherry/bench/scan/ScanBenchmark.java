package dev.wherry.bench.scan;

import dev.wherry.bench.Benchmark;
import dev.wherry.bench.BenchmarkConfig;
import dev.wherry.bench.Contestant;
import dev.wherry.bench.InterleavedRounds;
import dev.wherry.bench.data.CardEvents;
import dev.wherry.bench.data.StagedEvents;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.ConnectProcess;
import dev.wherry.bench.report.Kind;
import dev.wherry.bench.report.Row;
import dev.wherry.bench.report.Sample;
import dev.wherry.bench.report.Table;
import dev.wherry.bench.report.Target;
import dev.wherry.embedded.Directories;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An inbox of many files that stay in place: the duration of a scan, and the latency of discovering a new file. */
public final class ScanBenchmark implements Benchmark {
    private static final int FILES = 1_000_000;
    /**
     * The memory limit for the connector and its Connect worker; the garbage collector is the default of Kafka's
     * scripts.
     */
    private static final List<String> JVM_OPTIONS = List.of("-Xmx256m", "-XX:+UseG1GC");

    @Override
    public List<Table> run(BenchmarkConfig config) throws Exception {
        Path directory = config.emptyDirectory("scan");
        int files = config.scaled(FILES);
        StagingArea staging = new StagingArea(directory.resolve("stage"), new CardEvents(files));
        config.log("scan: writing %,d files".formatted(files));
        StagedEvents staged = staging.documents("files", files);
        try (Broker broker = Broker.start(directory);
                ConnectProcess worker = ConnectProcess.exactlyOnce("connect", directory, broker, JVM_OPTIONS)) {
            LargeInbox inbox = LargeInbox.of(directory, config.contracts(), staged, broker, worker);
            Sample first = inbox.firstScan();
            config.log("scan, first: " + first);
            Sample idle = inbox.awaitRescan(staging);
            config.log("scan, idle: " + idle);
            List<Row> rows = new ArrayList<>(List.of(
                    new Row("file-source-connector: first scan", Kind.OURS, List.of(first)),
                    new Row("file-source-connector: rescan", Kind.OURS, List.of(idle))));
            rows.addAll(new InterleavedRounds(config)
                    .measure(
                            "scan",
                            List.of(
                                    Contestant.of(
                                            "file-source-connector: first scan after a restart",
                                            Kind.OURS,
                                            round -> inbox.scanAfterRestart()),
                                    Contestant.of(
                                            "bare list and stat",
                                            Kind.LIMIT,
                                            round -> BareScan.sample(inbox.directory())))));
            inbox.requireNoDuplicates();
            return List.of(scans(files, rows, first, idle), discovery(files, inbox));
        } finally {
            Directories.delete(directory);
        }
    }

    private static Table scans(int files, List<Row> rows, Sample first, Sample idle) {
        return new Table(
                "Scans of a large inbox",
                String.format(
                        Locale.ROOT,
                        "%,d files of 350 bytes in one directory, which stay in place (on.finish=keep). Connect"
                                + " worker and connector run with %s and publish all files between the scans. The"
                                + " read calls of the process during a rescan, including those on sockets, show"
                                + " whether it opens files.",
                        files,
                        String.join(" ", JVM_OPTIONS)),
                rows,
                List.of(
                        Target.atMost("first scan, ms", 5_000, first.value(LargeInbox.MILLIS)),
                        Target.atMost(
                                "first scan after a restart, ms",
                                5_000,
                                rows.get(2).median(LargeInbox.MILLIS)),
                        Target.atMost("read calls per file in a rescan", 0.01, idle.value(LargeInbox.READS))));
    }

    private static Table discovery(int files, LargeInbox inbox) {
        Sample sample = inbox.discoveryLatencies();
        return new Table(
                "A new file in a large inbox",
                String.format(
                        Locale.ROOT,
                        "Files are renamed one by one into the directory of %,d files, also during a rescan; measured"
                                + " until the record is committed.",
                        files),
                List.of(new Row("file-source-connector", Kind.OURS, List.of(sample))),
                List.of(Target.atMost("median latency, ms", 100, sample.value(LargeInbox.P50))));
    }
}
