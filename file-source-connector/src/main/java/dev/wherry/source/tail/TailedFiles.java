package dev.wherry.source.tail;

import dev.wherry.connect.batch.Batch;
import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.Problems;
import dev.wherry.source.disposal.DisposalListener.Outcome;
import dev.wherry.source.disposal.FileDisposer;
import dev.wherry.source.feed.Feed;
import dev.wherry.source.progress.Progress;
import dev.wherry.source.progress.TailedFileProgress;
import dev.wherry.split.FileKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one task that are read in parts. */
public final class TailedFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TailedFiles.class);
    /** The smallest part of a batch, in bytes, that one file gets. */
    private static final long MIN_BYTES_PER_FILE = 64 * 1024;

    private static final int MAX_DECOMPRESSORS = 8;
    private final FileTailer tailer;
    private final Progress progress;
    private final FileDisposer disposer;
    private final FilePublication publication;
    private final FinishRule finish;
    private final LongSupplier nanoTime;
    private final Map<Identity, TailedFile> files = new LinkedHashMap<>();
    private long scan;
    private int round;

    private record Identity(String feed, long inode) {}

    /** @param quietPeriod a file that is not followed is finished after this time without a change */
    public TailedFiles(
            FileTailer tailer, Progress progress, FileDisposer disposer, Duration quietPeriod, LongSupplier nanoTime) {
        this.publication = new FilePublication(progress);
        this.tailer = tailer;
        this.progress = progress;
        this.disposer = disposer;
        this.finish = new FinishRule(quietPeriod);
        this.nanoTime = nanoTime;
    }

    /**
     * A scan or the watch found the file.
     *
     * @param name the name that says how it is read: its own, or the one it had before it was renamed
     */
    public void found(FoundFile location, long inode, String name, FileKind kind) {
        long now = nanoTime.getAsLong();
        Identity identity = new Identity(location.feed().name(), inode);
        TailedFile file = files.get(identity);
        if (file == null || (file.isUnrelated() && location.kind().isPresent())) {
            int shard = location.directory().shardOfInode(inode);
            file = new TailedFile(inode, shard, name, kind, location, now);
            files.put(identity, file);
        } else if ((file.observe(location, now) || file.isMissing())
                && !file.schedule().isUnreadable()) {
            file.schedule().readAt(now);
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
                    "{} was removed from its feed's directory before all of it was published, which was as far as byte"
                            + " {}.",
                    file,
                    file.position());
        }
        close(file);
        if (file.progress() != null) {
            progress.release(file.feed(), file.shard(), file.progress());
        }
    }

    /** Whether any file of the feed is tailed. */
    public boolean any(Feed feed) {
        return files.values().stream().anyMatch(file -> file.feed().equals(feed));
    }

    /** The name under which the file with that inode was first read; empty if it is not tailed. */
    public Optional<String> nameOf(String feed, long inode) {
        return Optional.ofNullable(files.get(new Identity(feed, inode))).map(TailedFile::name);
    }

    /** Whether any file may have something to publish now. */
    public boolean isAnyDue() {
        long now = nanoTime.getAsLong();
        return files.values().stream().anyMatch(file -> file.isDue(now));
    }

    /** Publishes events of all files in turn until the batch is full, time is up, or none is left. */
    public void publish(Batch<FoundFile> batch, BooleanSupplier timeIsUp) {
        int sizeBefore;
        do {
            sizeBefore = batch.size();
            publishRound(batch, timeIsUp);
        } while (batch.size() > sizeBefore && !batch.isFull() && !timeIsUp.getAsBoolean());
    }

    private void publishRound(Batch<FoundFile> batch, BooleanSupplier timeIsUp) {
        long now = nanoTime.getAsLong();
        List<TailedFile> due = due(now);
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

    /** Each open decompressor needs memory, so only some compressed files are read at a time. */
    private List<TailedFile> due(long now) {
        long closed = MAX_DECOMPRESSORS
                - files.values().stream()
                        .filter(file -> file.decompressed() != null)
                        .count();
        List<TailedFile> due = new ArrayList<>();
        for (TailedFile file : files.values()) {
            boolean opens = file.kind().isCompressed() && file.decompressed() == null;
            if (file.isDue(now) && (!opens || closed-- > 0)) {
                due.add(file);
            }
        }
        return due;
    }

    /** Publishes of files that are published as a whole, and whose end is not published yet, that they are finished. */
    public void finish(Batch<FoundFile> batch) {
        long now = nanoTime.getAsLong();
        for (TailedFile file : files.values()) {
            if (finish.isDue(file, now)) {
                publication.finish(file, batch);
            }
        }
    }

    /**
     * Disposes of files that are published as a whole and have not changed for a long time. No batch may be in flight:
     * positions count as committed.
     */
    public void disposeFinished() {
        long now = nanoTime.getAsLong();
        for (TailedFile file : files.values()) {
            if (!file.isFinished() && !disposer.keepsFiles(file.feed()) && finish.isTold(file, now)) {
                file.setFinished(true);
                disposer.add(
                        file.location(),
                        file.isIncompletelyPublished(),
                        (location, outcome) -> disposed(file, outcome));
            }
        }
    }

    private void disposed(TailedFile file, Outcome outcome) {
        switch (outcome) {
            case REMOVED -> {
                files.remove(new Identity(file.feed().name(), file.inode()));
                close(file);
                if (file.progress() != null) {
                    progress.forget(file.feed(), file.shard(), file.progress());
                }
            }
            case CHANGED -> {
                file.setFinished(false);
                file.schedule().readAt(nanoTime.getAsLong());
            }
            // The next scans find it elsewhere, or no longer.
            case MISSING -> file.setFinished(false);
        }
    }

    private static void close(TailedFile file) {
        try {
            file.closeContent();
        } catch (IOException e) {
            LOG.debug("The decompressor of {} could not be closed", file, e);
        }
    }

    /** Closes the decompressors. */
    @Override
    public void close() {
        files.values().forEach(TailedFiles::close);
    }

    /** The number of files with unpublished bytes, or that are finished soon. */
    public int unpublished() {
        return (int) files.values().stream()
                .filter(file -> !file.isCaughtUp() || finish.isSoon(file))
                .count();
    }

    public int unreadable() {
        return (int) files.values().stream()
                .filter(file -> file.schedule().isUnreadable())
                .count();
    }

    public void addTo(Problems problems) {
        files.values().stream()
                .filter(file -> file.schedule().isUnreadable())
                .limit(Problems.MAX_FILES)
                .forEach(file -> problems.unreadable(
                        file.location().path(), file.schedule().unreadableReason()));
    }
}
