package dev.wherry.bench.scan;

import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.Arrivals;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.process.ShippedConnectors;
import dev.wherry.bench.process.SourceTasks;
import dev.wherry.bench.process.Worker;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Our source connector, as shipped but for keeping its files, on a directory of many files. */
final class LargeInbox {
    static final Metric MILLIS = new Metric("ms a scan", 0);
    static final Metric READS = new Metric("read calls/file", 4);
    static final Metric P50 = new Metric("p50 ms", 0);
    private static final Metric LONGEST = new Metric("longest ms", 0);
    private static final Metric PUBLISHED = new Metric("events/s published", 0);

    private static final String FEED = "documents";
    private static final String TOPIC = "raw." + FEED;
    private static final int DISCOVERIES = 20;
    private static final long BETWEEN_DISCOVERIES_MS = 700;
    private static final long PAUSE_MS = 2;

    private final StagingArea.Lot lot;
    private final Path directory;
    private final Worker worker;
    private final SourceTasks tasks;
    private final Map<String, String> configuration;
    private final Arrivals arrivals;
    private final List<Long> discoveries = new ArrayList<>();
    private long bytes;

    private LargeInbox(
            StagingArea.Lot lot, Path directory, Worker worker, Map<String, String> configuration, Arrivals arrivals) {
        this.lot = lot;
        this.directory = directory;
        this.worker = worker;
        this.tasks = new SourceTasks(worker);
        this.configuration = configuration;
        this.arrivals = arrivals;
        bytes = lot.bytes();
    }

    static LargeInbox of(Path parent, Path contracts, StagingArea.Lot lot, Broker broker, Worker worker) throws Exception {
        Path inbox = Files.createDirectories(parent.resolve("inbox"));
        Path directory = Files.move(lot.path(), inbox.resolve(FEED));
        broker.create(TOPIC, Broker.PARTITIONS);
        Map<String, String> configuration = new ShippedConnectors(contracts)
                .source(inbox, parent.resolve("archive"), "--on-finish", "keep", "--source-option", "feeds=" + FEED);
        return new LargeInbox(lot, directory, worker, configuration, Arrivals.at(broker, TOPIC));
    }

    Path directory() {
        return directory;
    }

    /** All files are new; returns when all of them are published. */
    Sample firstScan() throws Exception {
        StagingArea.sync();
        Meter meter = Meter.begin(worker.part());
        worker.put(ShippedConnectors.SOURCE, configuration);
        tasks.awaitScans(1);
        Sample sample = Sample.of(MILLIS, tasks.lastScanMillis());
        tasks.awaitDocuments(lot.events());
        double seconds = (System.nanoTime() - meter.begun()) / 1e9;
        arrivals.require(lot.events(), lot.bytes());
        return meter.costs(lot.events(), sample.with(PUBLISHED, lot.events() / seconds));
    }

    /** Renames one new file after another in, until another scan is done in which nothing else has happened. */
    Sample awaitRescan(StagingArea stage) throws Exception {
        long scans = tasks.scans();
        long reads = worker.part().readCalls();
        long documents = tasks.documents();
        while (tasks.scans() == scans || discoveries.size() < DISCOVERIES) {
            StagingArea.Lot single = stage.documents("new-" + discoveries.size(), 1);
            Path file = onlyFile(single.path());
            long begun = System.nanoTime();
            Files.move(file, directory.resolve(file.getFileName()));
            documents++;
            tasks.awaitDocuments(documents);
            discoveries.add(System.nanoTime() - begun);
            bytes += single.bytes();
            Thread.sleep(BETWEEN_DISCOVERIES_MS);
        }
        double readsForEachFile = (double) (worker.part().readCalls() - reads) / lot.events();
        return Sample.of(MILLIS, tasks.lastScanMillis()).with(READS, readsForEachFile);
    }

    private static Path onlyFile(Path directory) throws IOException {
        try (var files = Files.newDirectoryStream(directory)) {
            return files.iterator().next();
        }
    }

    /** How long each new file took. */
    Sample discoveries() {
        double[] millis =
                discoveries.stream().mapToDouble(nanos -> nanos / 1e6).sorted().toArray();
        return Sample.of(P50, millis[millis.length / 2]).with(LONGEST, millis[millis.length - 1]);
    }

    Sample scanAfterRestart() throws Exception {
        worker.delete(ShippedConnectors.SOURCE);
        while (tasks.areThere()) {
            Thread.sleep(PAUSE_MS);
        }
        worker.put(ShippedConnectors.SOURCE, configuration);
        tasks.awaitScans(1);
        return Sample.of(MILLIS, tasks.lastScanMillis());
    }

    /** Throws if restarts made the connector publish anything once more. */
    void requireNothingTwice() throws Exception {
        arrivals.require(lot.events() + discoveries.size(), bytes);
    }
}
