package dev.wherry.source;

import dev.wherry.source.batch.Batch;
import dev.wherry.source.discover.FeedDirectory;
import dev.wherry.source.discover.Discovery;
import dev.wherry.source.discover.Watch;
import dev.wherry.source.disk.Disk;
import dev.wherry.source.document.Documents;
import dev.wherry.source.disposal.FileDisposer;
import dev.wherry.source.lines.FileTailer;
import dev.wherry.source.lines.TailedFiles;
import dev.wherry.source.progress.Progress;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** The way of files through one task: found, published, committed, handed over. */
final class FilePipeline implements AutoCloseable {
    private static final Duration IDLE = Duration.ofMillis(100);
    /** For handing over, and for reading: with a slice of a scan, a poll takes about 200 ms at most. */
    private static final Duration TURN = Duration.ofMillis(75);

    private static final Duration ACKNOWLEDGEMENT = Duration.ofMillis(10);

    private final FileSourceConfig config;
    private final LongSupplier nanoTime;
    private final SourceMetrics metrics;
    private final FileDisposer handOver;
    private final Documents documents;
    private final TailedFiles lines;
    private final Discovery discovery;
    /** Replaced by polls only, but acknowledged on other threads, too. */
    private volatile Batch batch = new Batch(0, 0);

    static FilePipeline open(
            FileSourceConfig config,
            Disk disk,
            Supplier<Watch> watch,
            LongSupplier nanoTime,
            OffsetStorageReader offsets,
            SourceMetrics metrics) {
        Progress progress = Progress.load(offsets, config.feeds(), config.share());
        // The watch last: what fails before it leaves none open, and Connect tries again and again.
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
        this.handOver = switch (config.onFinish()) {
            case ARCHIVE -> FileDisposer.archive(disk, config.archiveDirectory(), nanoTime);
            case DELETE -> FileDisposer.delete(disk, nanoTime);
            case KEEP -> FileDisposer.keep(disk, nanoTime);
        };
        this.documents =
                new Documents(disk, progress, handOver, config.eventMaxBytes(), config.quietPeriod(), nanoTime);
        FileTailer follower = new FileTailer(
                disk, progress, config.eventMaxBytes(), config.quietPeriod(), nanoTime, this::rescanSoon);
        this.lines = new TailedFiles(follower, progress, handOver, config.linesFinishedAfter(), nanoTime);
        List<FeedDirectory> feeds = config.feeds().stream()
                .map(feed -> FeedDirectory.ofFeed(feed, config.inbox()))
                .toList();
        this.discovery = new Discovery(
                disk,
                watch,
                config.patterns(),
                config.share(),
                feeds,
                config.rescanInterval(),
                nanoTime,
                new DiscoveryRouter(documents, lines, progress));
    }

    /** The next records, or null if there are none just now; never blocks for long. */
    synchronized List<SourceRecord> poll() throws InterruptedException {
        // Waits only in a worker that is not exactly-once: in a transaction the commit comes before the next poll.
        if (!batch.awaitAcknowledgement(ACKNOWLEDGEMENT) || !handOver(batch)) {
            return null;
        }
        discovery.advance(documents.queued() == 0);
        batch = read();
        report();
        if (batch.isEmpty()) {
            awaitWork();
            return null;
        }
        return batch.records();
    }

    /** Returns false if there was not enough time for all of it. */
    private boolean handOver(Batch committed) {
        if (committed.settle()) {
            metrics.committed(committed.documents(), committed.size(), committed.bytes());
        }
        lines.finish();
        return handOver.run(time(TURN));
    }

    private Batch read() {
        Batch next = new Batch(config.batchMaxRecords(), config.batchMaxBytes());
        if (discovery.hasScanned()) {
            // Neither many documents nor one long file of lines holds up the other.
            boolean linesDue = lines.anyDue();
            BooleanSupplier half = time(TURN.dividedBy(2));
            documents.publish(next, linesDue ? () -> half.getAsBoolean() || next.isHalfFull() : time(TURN));
            if (linesDue) {
                lines.publish(next, time(TURN.dividedBy(2)));
                documents.publish(next, half);
            }
        }
        return next;
    }

    private BooleanSupplier time(Duration atMost) {
        long begun = nanoTime.getAsLong();
        return () -> nanoTime.getAsLong() - begun >= atMost.toNanos();
    }

    private void rescanSoon() {
        discovery.rescanSoon();
    }

    private void awaitWork() throws InterruptedException {
        if (!discovery.isScanning()) {
            discovery.await(IDLE);
        }
    }

    private void report() {
        long uncommitted = batch.isEmpty() ? 0 : Math.max(1, batch.documents());
        int unreadable = documents.unreadable() + lines.unreadable();
        long pending =
                documents.queued() + documents.waiting() + uncommitted + handOver.pending() + lines.unpublished();
        metrics.update(
                pending,
                documents.waiting() + lines.unreadable(),
                unreadable,
                discovery.lastScan().toMillis(),
                discovery.scans());
    }

    void acknowledge() {
        batch.acknowledge();
    }

    /** Finishes what is committed. */
    @Override
    public synchronized void close() {
        try (discovery) {
            if (batch.isAcknowledged()) {
                handOver(batch);
            }
        }
    }
}
