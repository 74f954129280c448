package dev.wherry.source.discover;

import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.Problems;
import dev.wherry.split.IgnoredFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Finds files. The watch makes discovery fast, rescans make it reliable: the next scan finds whatever the watch misses
 * (an overflow, a directory filled before it was watched, a file system without notifications).
 */
public final class Discovery implements AutoCloseable {
    /** A scan yields to the task's other work after this time. */
    private static final Duration SLICE = Duration.ofMillis(50);
    /** A scan is followed by a pause at least this many times as long. */
    private static final int PAUSE_FACTOR = 10;

    private final Disk disk;
    private final Watch watch;
    private final FileClassifier classifier;
    private final FailureLog failures = new FailureLog();
    private final DiscoveryListener listener;
    private final List<FeedDirectory> feeds;
    /** Empty in every task but the first, which looks at the inbox for all of them. */
    private final Optional<OutsideFeeds> outsideFeeds;

    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private final List<FeedDirectory> newDirectories = new ArrayList<>();

    private Scan scan;
    private boolean rescanRequested;
    private long scanNanos;
    private long lastScanNanos;
    private long lastScanEnd;
    private long scans;
    private Problems problems = new Problems();
    private IgnoredFiles ignored = new IgnoredFiles(List.of());
    private List<String> ignoredSentences = List.of();

    public Discovery(
            Disk disk,
            Watch watch,
            ShardAssignment shards,
            Inbox inbox,
            KnownFiles knownFiles,
            Duration interval,
            LongSupplier nanoTime,
            DiscoveryListener listener) {
        this.disk = disk;
        this.watch = watch;
        this.classifier = new FileClassifier(disk, shards, knownFiles);
        this.listener = listener;
        this.feeds = inbox.directories();
        this.outsideFeeds = shards.task() == 0 ? Optional.of(new OutsideFeeds(disk, inbox)) : Optional.empty();
        this.intervalNanos = interval.toNanos();
        this.nanoTime = nanoTime;
    }

    /** The operating system's notifications; without them, a watch that reports nothing, and a warning. */
    public static Watch systemWatch() {
        return NoWatch.unlessAvailable();
    }

    /**
     * Processes what the watch reported, then spends one slice on a scan if one is running or due.
     *
     * @param nothingQueued whether the files of the last scan are all read; a rescan that is not urgent waits for that
     */
    public void advance(boolean nothingQueued) {
        rescanRequested |= !watch.drain(this::nameReported);
        if (scan == null) {
            startScan(nothingQueued);
        }
        if (scan != null) {
            continueScan();
        }
    }

    private void nameReported(FoundFile file) {
        if (classifier.isNamedLikeDocument(file)) {
            if (classifier.owns(file)) {
                // Not probed yet: the watch reports a file many times while it is being written.
                listener.documentReported(file);
            }
            return;
        }
        ProbeResult result = classifier.probe(file.directory(), file.path());
        if (result instanceof ProbeResult.Subdirectory found) {
            newDirectories.add(found.directory());
        } else if (result instanceof ProbeResult.Failed failed) {
            failures.failed(file.path(), failed.cause());
        } else {
            result.announceTo(listener);
        }
    }

    private void startScan(boolean nothingQueued) {
        if (nothingQueued && isDue()) {
            rescanRequested = false;
            newDirectories.clear();
            scan = new Scan(disk, watch, classifier, failures, feeds, true);
        } else if (!newDirectories.isEmpty()) {
            scan = new Scan(disk, watch, classifier, failures, newDirectories, false);
            newDirectories.clear();
        }
    }

    private boolean isDue() {
        if (scans == 0) {
            return true;
        }
        long pause = rescanRequested ? 0 : intervalNanos;
        return nanoTime.getAsLong() - lastScanEnd >= Math.max(pause, PAUSE_FACTOR * lastScanNanos);
    }

    private void continueScan() {
        long start = nanoTime.getAsLong();
        boolean ended = scanUntil(start + SLICE.toNanos());
        long now = nanoTime.getAsLong();
        scanNanos += now - start;
        if (ended) {
            listener.scanEnded(scan.isComplete());
            if (scan.isFull()) {
                scans++;
                fullScanEnded();
                lastScanNanos = scanNanos;
                lastScanEnd = now;
            } else {
                problems.addAll(scan.problems());
            }
            scanNanos = 0;
            scan = null;
        }
    }

    private void fullScanEnded() {
        scan.removeEmptyDirectories();
        problems = scan.problems();
        ignored = scan.ignored();
        outsideFeeds.ifPresent(outside -> outside.addTo(ignored, problems));
        Map<IgnoredFiles.Group, String> sentences = ignored.sentences();
        failures.ignored(sentences);
        ignoredSentences = List.copyOf(sentences.values());
    }

    /** Returns whether the scan ended. */
    private boolean scanUntil(long deadline) {
        while (scan.hasNext()) {
            scan.next().forEach(result -> result.announceTo(listener));
            if (nanoTime.getAsLong() - deadline >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Requests a full scan before the next one is due, for example because a file was moved. */
    public void rescanSoon() {
        rescanRequested = true;
    }

    /** Whether a first full scan ended. Before that, the inbox's contents are unknown. */
    public boolean hasScanned() {
        return scans > 0;
    }

    public boolean isScanning() {
        return scan != null;
    }

    /** The number of full scans. */
    public long scans() {
        return scans;
    }

    /** What the last full scan, and the scans of new directories since, could not read. */
    public Problems problems() {
        return problems;
    }

    /** What the last full scan found that could hold events and is not read. */
    public IgnoredFiles ignored() {
        return ignored;
    }

    /** A sentence for each feed and reason of {@link #ignored}. */
    public List<String> ignoredSentences() {
        return ignoredSentences;
    }

    /** The time spent on the last full scan. */
    public Duration lastScan() {
        return Duration.ofNanos(lastScanNanos);
    }

    /** Waits until the watch reports something, or until the timeout. */
    public void await(Duration timeout) throws InterruptedException {
        watch.await(timeout.toMillis());
    }

    @Override
    public void close() {
        if (scan != null) {
            scan.close();
        }
        watch.close();
    }
}
