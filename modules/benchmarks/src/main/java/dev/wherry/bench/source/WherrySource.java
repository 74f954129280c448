package dev.wherry.bench.source;

import dev.wherry.bench.WrongOutcomeException;
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
import dev.wherry.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The source connector as shipped, on an inbox with one feed for documents and one for files of many events. */
public final class WherrySource {
    private static final String DOCUMENTS = "documents";
    private static final String FILES = "files";
    private static final String RULES =
            "[{\"names\":[\"*.json\"],\"format\":\"document\"},{\"names\":[\"*.ndjson\"],\"format\":\"lines\"},"
                    + "{\"names\":[\"*.array\"],\"format\":\"array\"},{\"names\":[\"*.csv\"],\"format\":\"csv\"}]";

    private final Path inbox;
    private final Path archive;
    private final Broker broker;
    private final ConnectProcess worker;
    private final SourceTaskMetrics tasks;

    private WherrySource(Path inbox, Path archive, Broker broker, ConnectProcess worker) {
        this.inbox = inbox;
        this.archive = archive;
        this.broker = broker;
        this.worker = worker;
        tasks = new SourceTaskMetrics(worker);
    }

    public static WherrySource start(Path directory, Path contracts, Broker broker, ConnectProcess worker)
            throws Exception {
        Path inbox = directory.resolve("inbox");
        Files.createDirectories(inbox.resolve(DOCUMENTS));
        Files.createDirectories(inbox.resolve(FILES));
        Path archive = directory.resolve("archive");
        broker.create("raw." + DOCUMENTS, Broker.PARTITIONS);
        broker.create("raw." + FILES, Broker.PARTITIONS);
        broker.create(Topics.FILES, 1);
        worker.put(
                ShippedConnectors.SOURCE,
                new ShippedConnectors(contracts)
                        .source(
                                inbox,
                                archive,
                                "--source-option",
                                "feeds=" + DOCUMENTS + "," + FILES,
                                "--source-option",
                                "files=" + RULES));
        return new WherrySource(inbox, archive, broker, worker);
    }

    /** Measures from the rename of the directory into the inbox until all files are archived. */
    Sample documents(StagedEvents staged) throws Exception {
        Path name = staged.path().getFileName();
        TopicArrivals arrivals = TopicArrivals.at(broker, "raw." + DOCUMENTS);
        StagingArea.sync();
        long logBefore = broker.logBytes();
        long documentsBefore = tasks.documents();
        Meter meter = Meter.begin(worker.jvm(), broker.jvm());
        Files.move(staged.path(), inbox.resolve(DOCUMENTS).resolve(name));
        tasks.awaitDocuments(documentsBefore + staged.events());
        tasks.awaitNothingPending();
        Sample sample = meter.end(staged.events());
        sample = sample.with(Metric.BROKER_BYTES, (double) (broker.logBytes() - logBefore) / staged.events());
        arrivals.require(staged.events(), staged.bytes());
        WrongOutcomeException.require(
                "files in the archive",
                staged.events(),
                countFiles(archive.resolve(DOCUMENTS).resolve(name)));
        return sample;
    }

    private static long countFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    /** Measures a file of lines, an array or rows from the first record to the last. */
    public Sample file(StagedEvents staged) throws Exception {
        TopicArrivals arrivals = TopicArrivals.at(broker, "raw." + FILES);
        StagingArea.sync();
        long logBefore = broker.logBytes();
        Meter meter = Meter.begin(worker.jvm(), broker.jvm());
        Files.move(staged.path(), inbox.resolve(FILES).resolve(staged.path().getFileName()));
        return LinesSampler.sample(arrivals, staged, meter, broker, logBefore);
    }
}
