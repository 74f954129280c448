package dev.wherry.bench.scan;

import dev.wherry.bench.Benchmark;
import dev.wherry.bench.Contestant;
import dev.wherry.bench.InterleavedRounds;
import dev.wherry.bench.BenchmarkConfig;
import dev.wherry.bench.data.CardEvents;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.Worker;
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

/** An inbox of very many files that stay in it: how long it takes to scan, and how soon a new file is noticed. */
public final class ScanBenchmark implements Benchmark {
    private static final int FILES = 1_000_000;
    /** What the connector alone, with its Connect worker, has to get by with; the collector is that of Kafka's own scripts. */
    private static final List<String> JVM_OPTIONS = List.of("-Xmx256m", "-XX:+UseG1GC");

    @Override
    public List<Table> run(BenchmarkConfig setup) throws Exception {
        Path directory = setup.emptyDirectory("scan");
        int files = setup.scaled(FILES);
        StagingArea stage = new StagingArea(directory.resolve("stage"), new CardEvents(files));
        setup.say("scan: writing %,d files".formatted(files));
        StagingArea.Lot lot = stage.documents("files", files);
        try (Broker broker = Broker.start(directory);
                Worker worker = Worker.exactlyOnce("connect", directory, broker, JVM_OPTIONS)) {
            LargeInbox inbox = LargeInbox.of(directory, setup.contracts(), lot, broker, worker);
            Sample first = inbox.firstScan();
            setup.say("scan, first: " + first);
            Sample idle = inbox.awaitRescan(stage);
            setup.say("scan, idle: " + idle);
            List<Row> rows = new ArrayList<>(List.of(
                    new Row("file-source-connector: first scan, all are new", Kind.OURS, List.of(first)),
                    new Row("file-source-connector: rescan", Kind.OURS, List.of(idle))));
            rows.addAll(new InterleavedRounds(setup)
                    .of(
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
            inbox.requireNothingTwice();
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
                        "%,d files of 350 bytes in one directory, which stay there (on.finish=keep). Connect worker and connector have"
                                + " %s, and publish all files in between. Whether a rescan opens files is told by"
                                + " the read calls of the whole process during one, those on sockets included.",
                        files,
                        String.join(" ", JVM_OPTIONS)),
                rows,
                List.of(
                        Target.atMost("ms for the first scan", 5_000, first.value(LargeInbox.MILLIS)),
                        Target.atMost(
                                "ms for the first scan after a restart",
                                5_000,
                                rows.get(2).median(LargeInbox.MILLIS)),
                        Target.atMost("read calls for each file of a rescan", 0.01, idle.value(LargeInbox.READS))));
    }

    private static Table discovery(int files, LargeInbox inbox) {
        Sample sample = inbox.discoveries();
        return new Table(
                "A new file in a large inbox",
                String.format(
                        Locale.ROOT,
                        "One file after another is renamed into the directory of %,d files, during a rescan, too; until it is committed"
                                + " in the topic.",
                        files),
                List.of(new Row("file-source-connector", Kind.OURS, List.of(sample))),
                List.of(Target.atMost("ms for half of them", 100, sample.value(LargeInbox.P50))));
    }
}
