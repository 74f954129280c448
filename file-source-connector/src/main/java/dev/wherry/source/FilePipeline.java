package dev.wherry.source;

import dev.wherry.connect.batch.Batch;
import dev.wherry.source.discover.Discovery;
import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.discover.Inbox;
import dev.wherry.source.discover.Watch;
import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.Problems;
import dev.wherry.source.disposal.FileDisposer;
import dev.wherry.source.document.Documents;
import dev.wherry.source.feed.Feed;
import dev.wherry.source.progress.Progress;
import dev.wherry.source.tail.FileTailer;
import dev.wherry.source.tail.TailedFiles;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** The path of a file through one task: discovered, published, committed, disposed of. */
final class FilePipeline implements AutoCloseable {
    private static final Duration IDLE_WAIT = Duration.ofMillis(100);
    /** The time for disposal, and for reading. With a slice of a scan, a poll takes about 200 ms at most. */
    private static final Duration TIME_BUDGET = Duration.ofMillis(75);

    private static final Duration ACKNOWLEDGEMENT_WAIT = Duration.ofMillis(10);

    private final FileSourceConfig config;
    private final LongSupplier nanoTime;
    private final SourceMetrics metrics;
    private final Progress progress;
    private final FileDisposer disposer;
    private final Documents documents;
    private final TailedFiles tailedFiles;
    private final Discovery discovery;
    /** Only poll replaces it, but other threads acknowledge it. */
    private volatile Batch<FoundFile> batch = new Batch<>(0, 0);

    static FilePipeline open(
            FileSourceConfig config,
            Disk disk,
            Supplier<Watch> watch,
            LongSupplier nanoTime,
            OffsetStorageReader offsets,
            SourceMetrics metrics) {
        Progress progress = Progress.load(offsets, config.feeds(), config.shardAssignment());
        // The watch last: Connect retries a failed start again and again, and no failure before this leaves a watch
        // open.
        return new FilePipeline(config, disk, watch.get(), nanoTime, progress, metrics);
    }

    private FilePipeline(
            FileSourceConfig config,
            Disk disk,
            Watch watch,
            LongSupplier nanoTime,
            Progress progress,
            SourceMetrics metrics) {
        this.config = config;
        this.nanoTime = nanoTime;
        this.metrics = metrics;
        this.progress = progress;
        List<Feed> feeds = config.feeds();
        this.disposer = new FileDisposer(disk, feeds, nanoTime);
        this.documents =
                new Documents(disk, progress, disposer, config.eventMaxBytes(), config.quietPeriod(), nanoTime);
        FileTailer tailer = new FileTailer(
                disk, progress, config.eventMaxBytes(), config.quietPeriod(), nanoTime, this::rescanSoon);
        this.tailedFiles = new TailedFiles(tailer, progress, disposer, config.quietPeriod(), nanoTime);
        DiscoveryRouter router = new DiscoveryRouter(documents, tailedFiles, progress);
        this.discovery = new Discovery(
                disk,
                watch,
                config.shardAssignment(),
                new Inbox(config.inbox(), feeds, config.ignoredOutsideFeeds()),
                router,
                config.rescanInterval(),
                nanoTime,
                router);
    }

    /** Returns the next records, or null if there are none. Blocks only briefly. */
    synchronized List<SourceRecord> poll() throws InterruptedException {
        // Waits only without exactly-once support: in a transaction, the commit precedes the next poll.
        if (!batch.awaitAcknowledgement(ACKNOWLEDGEMENT_WAIT) || !dispose(batch)) {
            return null;
        }
        discovery.advance(documents.queued() == 0);
        batch = readBatch();
        updateMetrics();
        if (batch.isEmpty()) {
            awaitChange();
            return null;
        }
        return batch.records();
    }

    /** Disposes of the files of a committed batch. Returns false if time was up before all were disposed of. */
    private boolean dispose(Batch<FoundFile> committed) {
        if (committed.markCommitted()) {
            documents.dispose(committed.documents());
            metrics.committed(committed.documents().size(), committed.size(), committed.bytes());
        }
        tailedFiles.disposeFinished();
        return disposer.run(timeLimit(TIME_BUDGET));
    }

    private Batch<FoundFile> readBatch() {
        Batch<FoundFile> next = new Batch<>(config.batchMaxRecords(), config.batchMaxBytes());
        if (discovery.hasScanned()) {
            // Splits time and batch, so that neither many documents nor a long tailed file delays the other.
            boolean tailedDue = tailedFiles.isAnyDue();
            BooleanSupplier halfTime = timeLimit(TIME_BUDGET.dividedBy(2));
            documents.publish(
                    next, tailedDue ? () -> halfTime.getAsBoolean() || next.isHalfFull() : timeLimit(TIME_BUDGET));
            if (tailedDue) {
                tailedFiles.publish(next, timeLimit(TIME_BUDGET.dividedBy(2)));
                documents.publish(next, halfTime);
            }
            tailedFiles.finish(next);
            progress.takeClosed().forEach(next::add);
        }
        return next;
    }

    private BooleanSupplier timeLimit(Duration limit) {
        long start = nanoTime.getAsLong();
        return () -> nanoTime.getAsLong() - start >= limit.toNanos();
    }

    private void rescanSoon() {
        discovery.rescanSoon();
    }

    private void awaitChange() throws InterruptedException {
        if (!discovery.isScanning()) {
            discovery.await(IDLE_WAIT);
        }
    }

    private void updateMetrics() {
        long uncommitted = batch.isEmpty() ? 0 : Math.max(1, batch.documents().size());
        int unreadable = documents.unreadable() + tailedFiles.unreadable();
        long pending =
                documents.queued() + documents.pending() + uncommitted + disposer.pending() + tailedFiles.unpublished();
        Problems problems = new Problems();
        problems.addAll(discovery.problems());
        documents.addTo(problems);
        tailedFiles.addTo(problems);
        disposer.addTo(problems);
        metrics.problems(problems.inaccessible(), disposer.failed(), problems.text());
        metrics.ignored(discovery.ignored(), discovery.ignoredSentences());
        metrics.update(
                pending,
                documents.pending() + tailedFiles.unreadable(),
                unreadable,
                discovery.lastScan().toMillis(),
                discovery.scans());
    }

    void acknowledge() {
        batch.acknowledge();
    }

    /** Disposes of the files of the last batch if it is committed. */
    @Override
    public synchronized void close() {
        try (discovery;
                tailedFiles) {
            if (batch.isAcknowledged()) {
                dispose(batch);
            }
        }
    }
}
