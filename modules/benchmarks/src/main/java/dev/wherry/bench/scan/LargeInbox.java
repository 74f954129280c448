package dev.wherry.bench.scan;

import dev.wherry.bench.data.StagedEvents;
import dev.wherry.bench.data.StagingArea;
import dev.wherry.bench.process.Broker;
import dev.wherry.bench.process.ConnectProcess;
import dev.wherry.bench.process.Meter;
import dev.wherry.bench.process.ShippedConnectors;
import dev.wherry.bench.process.SourceTaskMetrics;
import dev.wherry.bench.process.TopicArrivals;
import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The source connector as shipped, except that it keeps files in place, on a directory with many files. */
final class LargeInbox {
    static final Metric MILLIS = new Metric("ms/scan", 0);
    static final Metric READS = new Metric("read calls/file", 4);
    static final Metric P50 = new Metric("p50 ms", 0);
    private static final Metric LONGEST = new Metric("longest ms", 0);
    private static final Metric PUBLISHED = new Metric("published events/s", 0);

    private static final String FEED = "documents";
    private static final String TOPIC = "raw." + FEED;
    private static final int DISCOVERIES = 20;
    private static final long DISCOVERY_INTERVAL_MS = 700;
    private static final long POLL_INTERVAL_MS = 2;

    private final StagedEvents staged;
    private final Path directory;
    private final ConnectProcess worker;
    private final SourceTaskMetrics tasks;
    private final Map<String, String> configuration;
    private final TopicArrivals arrivals;
    private final List<Long> discoveries = new ArrayList<>();
    private long bytes;

    private LargeInbox(
            StagedEvents staged,
            Path directory,
            ConnectProcess worker,
            Map<String, String> configuration,
            TopicArrivals arrivals) {
        this.staged = staged;
        this.directory = directory;
        this.worker = worker;
        this.tasks = new SourceTaskMetrics(worker);
        this.configuration = configuration;
        this.arrivals = arrivals;
        bytes = staged.bytes();
    }

    static LargeInbox of(Path parent, Path contracts, StagedEvents staged, Broker broker, ConnectProcess worker)
            throws Exception {
        Path inbox = Files.createDirectories(parent.resolve("inbox"));
        Path directory = Files.move(staged.path(), inbox.resolve(FEED));
        broker.create(TOPIC, Broker.PARTITIONS);
        Map<String, String> configuration = new ShippedConnectors(contracts)
                .source(inbox, parent.resolve("archive"), "--on-finish", "keep", "--source-option", "feeds=" + FEED);
        return new LargeInbox(staged, directory, worker, configuration, TopicArrivals.at(broker, TOPIC));
    }

    Path directory() {
        return directory;
    }

    /** Measures the first scan, in which all files are new. Returns when all are published. */
    Sample firstScan() throws Exception {
        StagingArea.sync();
        Meter meter = Meter.begin(worker.jvm());
        worker.put(ShippedConnectors.SOURCE, configuration);
        tasks.awaitScans(1);
        Sample sample = Sample.of(MILLIS, tasks.lastScanMillis());
        tasks.awaitDocuments(staged.events());
        double seconds = (System.nanoTime() - meter.begun()) / 1e9;
        arrivals.require(staged.events(), staged.bytes());
        return meter.costs(staged.events(), sample.with(PUBLISHED, staged.events() / seconds));
    }

    /**
     * Renames single new files into the directory until the next full scan, which finds nothing else to do, is
     * complete.
     */
    Sample awaitRescan(StagingArea staging) throws Exception {
        long scans = tasks.scans();
        long reads = worker.jvm().readCalls();
        long documents = tasks.documents();
        while (tasks.scans() == scans || discoveries.size() < DISCOVERIES) {
            StagedEvents single = staging.documents("new-" + discoveries.size(), 1);
            Path file = onlyFile(single.path());
            long started = System.nanoTime();
            Files.move(file, directory.resolve(file.getFileName()));
            documents++;
            tasks.awaitDocuments(documents);
            discoveries.add(System.nanoTime() - started);
            bytes += single.bytes();
            Thread.sleep(DISCOVERY_INTERVAL_MS);
        }
        double readsPerFile = (double) (worker.jvm().readCalls() - reads) / staged.events();
        return Sample.of(MILLIS, tasks.lastScanMillis()).with(READS, readsPerFile);
    }

    private static Path onlyFile(Path directory) throws IOException {
        try (var files = Files.newDirectoryStream(directory)) {
            return files.iterator().next();
        }
    }

    /** The time from the rename of a new file to its commit. */
    Sample discoveryLatencies() {
        double[] millis =
                discoveries.stream().mapToDouble(nanos -> nanos / 1e6).sorted().toArray();
        return Sample.of(P50, millis[millis.length / 2]).with(LONGEST, millis[millis.length - 1]);
    }

    Sample scanAfterRestart() throws Exception {
        worker.delete(ShippedConnectors.SOURCE);
        while (tasks.areThere()) {
            Thread.sleep(POLL_INTERVAL_MS);
        }
        worker.put(ShippedConnectors.SOURCE, configuration);
        tasks.awaitScans(1);
        return Sample.of(MILLIS, tasks.lastScanMillis());
    }

    /** Throws if the connector published anything twice after a restart. */
    void requireNoDuplicates() throws Exception {
        arrivals.require(staged.events() + discoveries.size(), bytes);
    }
}
