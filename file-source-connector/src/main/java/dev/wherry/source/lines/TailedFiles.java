package dev.wherry.source.lines;

import dev.wherry.source.batch.Batch;
import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.Problems;
import dev.wherry.source.disposal.DisposalListener.Outcome;
import dev.wherry.source.disposal.FileDisposer;
import dev.wherry.source.progress.Progress;
import dev.wherry.source.progress.TailedFileProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The growing files of one task. */
public final class TailedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(TailedFiles.class);
    /** The smallest part of a batch, in bytes, that one file gets. */
    private static final long MIN_BYTES_PER_FILE = 64 * 1024;

    private final FileTailer tailer;
    private final Progress progress;
    private final FileDisposer disposer;
    private final Duration finishedAfter;
    private final LongSupplier nanoTime;
    private final Map<Identity, TailedFile> files = new LinkedHashMap<>();
    private long scan;
    private int round;

    private record Identity(String feed, long inode) {}

    /** @param finishedAfter a file is finished after this time without a change; negative for never */
    public TailedFiles(
            FileTailer tailer,
            Progress progress,
            FileDisposer disposer,
            Duration finishedAfter,
            LongSupplier nanoTime) {
        this.tailer = tailer;
        this.progress = progress;
        this.disposer = disposer;
        this.finishedAfter = finishedAfter;
        this.nanoTime = nanoTime;
    }

    /** A scan or the watch found the file. */
    public void found(FoundFile location, long inode) {
        long now = nanoTime.getAsLong();
        Identity identity = new Identity(location.directory().feed(), inode);
        TailedFile file = files.get(identity);
        if (file == null) {
            file = new TailedFile(inode, location.directory().shardOfInode(inode), location, now);
            files.put(identity, file);
        } else if (file.observe(location, now) && !file.isUnreadable()) {
            file.scheduleRead(now);
        }
        file.seenByScan(scan);
    }

    /**
     * A scan ended.
     *
     * @param complete whether a file that the scan did not find does not exist
     */
    public void scanEnded(boolean complete) {
        if (!complete) {
            return;
        }
        scan++;
        for (Iterator<TailedFile> each = files.values().iterator(); each.hasNext(); ) {
            TailedFile file = each.next();
            if (scan - file.lastScanSeen() > TailedFileProgress.SCANS_UNTIL_GONE) {
                each.remove();
                fileGone(file);
            }
        }
    }

    private void fileGone(TailedFile file) {
        if (!file.isCaughtUp()) {
            LOG.warn(
                    "{} was removed with {} bytes unpublished. If it was renamed, its new name must match"
                            + " lines.patterns.",
                    file,
                    file.location().size() - file.position());
        }
        if (file.progress() != null) {
            progress.release(file.feed(), file.shard(), file.progress());
        }
    }

    public boolean isTailed(String feed, long inode) {
        return files.containsKey(new Identity(feed, inode));
    }

    /** Whether any file may have something to publish now. */
    public boolean isAnyDue() {
        long now = nanoTime.getAsLong();
        return files.values().stream().anyMatch(file -> file.isDue(now));
    }

    /** Publishes lines of all files in turn until the batch is full, time is up, or no line is left. */
    public void publish(Batch batch, BooleanSupplier timeIsUp) {
        int sizeBefore;
        do {
            sizeBefore = batch.size();
            publishRound(batch, timeIsUp);
        } while (batch.size() > sizeBefore && !batch.isFull() && !timeIsUp.getAsBoolean());
    }

    private void publishRound(Batch batch, BooleanSupplier timeIsUp) {
        long now = nanoTime.getAsLong();
        List<TailedFile> due = new ArrayList<>(
                files.values().stream().filter(file -> file.isDue(now)).toList());
        if (due.isEmpty()) {
            return;
        }
        Collections.rotate(due, -(round++ % due.size()));
        long events = Math.max(1, batch.remainingEvents() / due.size());
        long bytes = Math.max(MIN_BYTES_PER_FILE, batch.remainingBytes() / due.size());
        for (TailedFile file : due) {
            if (batch.isFull() || timeIsUp.getAsBoolean()) {
                return;
            }
            tailer.publish(file, batch, Math.min(events, batch.remainingEvents()), bytes, timeIsUp);
        }
    }

    /**
     * Disposes of files that are published as a whole and have not changed for a long time. No batch may be in flight:
     * positions count as committed.
     */
    public void disposeFinished() {
        if (finishedAfter.isNegative() || disposer.keepsFiles()) {
            return;
        }
        long now = nanoTime.getAsLong();
        for (TailedFile file : files.values()) {
            boolean published = file.firstLine() != null && file.isCaughtUp() && !file.isFinished();
            if (published && file.hasBeenQuiet(now, finishedAfter.toNanos())) {
                file.setFinished(true);
                disposer.add(file.location(), file.isTruncated(), (location, outcome) -> disposed(file, outcome));
            }
        }
    }

    private void disposed(TailedFile file, Outcome outcome) {
        switch (outcome) {
            case REMOVED -> {
                files.remove(new Identity(file.feed(), file.inode()));
                if (file.progress() != null) {
                    progress.forget(file.feed(), file.shard(), file.progress());
                }
            }
            case CHANGED -> {
                file.setFinished(false);
                file.scheduleRead(nanoTime.getAsLong());
            }
            // The next scans find it elsewhere, or no longer.
            case MISSING -> file.setFinished(false);
        }
    }

    /** The number of files with unpublished bytes. */
    public int unpublished() {
        return (int) files.values().stream().filter(file -> !file.isCaughtUp()).count();
    }

    public int unreadable() {
        return (int) files.values().stream().filter(TailedFile::isUnreadable).count();
    }

    public void addTo(Problems problems) {
        files.values().stream()
                .filter(TailedFile::isUnreadable)
                .limit(Problems.MAX_FILES)
                .forEach(file -> problems.unreadable(file.location().path(), file.unreadableReason()));
    }
}
