package dev.wherry.source.discover;

import dev.wherry.source.disk.Disk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Finds files: the watch makes it fast, the rescans make it certain. Whatever the watch misses (an overflow, a directory
 * made and filled before it was watched, a file system without notifications) the next scan finds.
 */
public final class Discovery implements AutoCloseable {
    /** A scan works at most so long before the task gets on with other things. */
    private static final Duration SLICE = Duration.ofMillis(50);
    /** At most this part of the time is spent scanning. */
    private static final int REST_TO_WORK = 10;

    private final Watch watch;
    private final DiscoveryListener finds;
    private final FileClassifier examiner;
    private final List<FeedDirectory> feeds;
    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private final List<FeedDirectory> newDirectories = new ArrayList<>();

    private Scan scan;
    private boolean missed;
    private long scanNanos;
    private long lastScanNanos;
    private long lastScanEnd;
    private long scans;

    public Discovery(
            Disk disk,
            Watch watch,
            NamePatterns patterns,
            ShardAssignment share,
            List<FeedDirectory> feeds,
            Duration interval,
            LongSupplier nanoTime,
            DiscoveryListener finds) {
        this.watch = watch;
        this.finds = finds;
        this.feeds = List.copyOf(feeds);
        this.intervalNanos = interval.toNanos();
        this.nanoTime = nanoTime;
        Set<Path> roots = feeds.stream().map(FeedDirectory::path).collect(Collectors.toSet());
        this.examiner = new FileClassifier(disk, patterns, share, watch, finds, roots);
    }

    /** The operating system's notifications, or, with a warning, none. */
    public static Watch systemWatch() {
        return NoWatch.unlessAvailable();
    }

    /**
     * Takes in what was heard, and scans on for a moment if a scan is under way or due.
     *
     * @param nothingQueued a rescan that is not urgent waits until what the last one found is read
     */
    public void advance(boolean nothingQueued) {
        missed |= !watch.drain(file -> examiner.hear(file, newDirectories::add));
        if (scan == null) {
            begin(nothingQueued);
        }
        if (scan != null) {
            continueScan();
        }
    }

    private void begin(boolean nothingQueued) {
        if (nothingQueued && isDue()) {
            missed = false;
            newDirectories.clear();
            scan = new Scan(examiner, feeds, true);
        } else if (!newDirectories.isEmpty()) {
            scan = new Scan(examiner, newDirectories, false);
            newDirectories.clear();
        }
    }

    private boolean isDue() {
        if (scans == 0) {
            return true;
        }
        long pause = missed ? 0 : intervalNanos;
        return nanoTime.getAsLong() - lastScanEnd >= Math.max(pause, REST_TO_WORK * lastScanNanos);
    }

    private void continueScan() {
        long begun = nanoTime.getAsLong();
        boolean over = scan.advance(() -> nanoTime.getAsLong() - begun >= SLICE.toNanos());
        long now = nanoTime.getAsLong();
        scanNanos += now - begun;
        if (over) {
            finds.scanned(scan.isComplete());
            if (scan.isFromTheTop()) {
                scans++;
                lastScanNanos = scanNanos;
                lastScanEnd = now;
            }
            scanNanos = 0;
            scan = null;
        }
    }

    /** Asks for a scan soon, because something is not where it was. */
    public void rescanSoon() {
        missed = true;
    }

    /** Until the first scan is over, nobody knows what is there. */
    public boolean hasScanned() {
        return scans > 0;
    }

    public boolean isScanning() {
        return scan != null;
    }

    /** Scans that went over all feeds. */
    public long scans() {
        return scans;
    }

    public Duration lastScan() {
        return Duration.ofNanos(lastScanNanos);
    }

    /** Waits until something is heard, at most so long. */
    public void await(Duration atMost) throws InterruptedException {
        watch.await(atMost.toMillis());
    }

    @Override
    public void close() {
        if (scan != null) {
            scan.close();
        }
        watch.close();
    }
}
