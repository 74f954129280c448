package dev.wherry.source.lines;

import dev.wherry.source.batch.Batch;
import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disposal.FileDisposer;
import dev.wherry.source.progress.TailedFileProgress;
import dev.wherry.source.progress.Progress;
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
    private static final long SMALLEST_SHARE = 64 * 1024;

    private final FileTailer follower;
    private final Progress progress;
    private final FileDisposer handOver;
    private final Duration finishedAfter;
    private final LongSupplier nanoTime;
    private final Map<Identity, TailedFile> files = new LinkedHashMap<>();
    private long scan;
    private int turn;

    private record Identity(String feed, long inode) {}

    /**
     * None are known yet.
     *
     * @param finishedAfter when a file without a change counts as finished; negative for never
     */
    public TailedFiles(
            FileTailer follower,
            Progress progress,
            FileDisposer handOver,
            Duration finishedAfter,
            LongSupplier nanoTime) {
        this.follower = follower;
        this.progress = progress;
        this.handOver = handOver;
        this.finishedAfter = finishedAfter;
        this.nanoTime = nanoTime;
    }

    /** It was looked at, by a scan or because the watch heard of it. */
    public void seen(FoundFile place, long inode) {
        long now = nanoTime.getAsLong();
        Identity identity = new Identity(place.directory().feed(), inode);
        TailedFile file = files.get(identity);
        if (file == null) {
            file = new TailedFile(inode, place.directory().shardOfInode(inode), place, now);
            files.put(identity, file);
        } else if (file.seen(place, now) && !file.isUnreadable()) {
            file.lookAt(now);
        }
        file.seenBy(scan);
    }

    /**
     * A scan is over.
     *
     * @param complete whether files that it did not meet are not there
     */
    public void scanned(boolean complete) {
        if (!complete) {
            return;
        }
        scan++;
        for (Iterator<TailedFile> each = files.values().iterator(); each.hasNext(); ) {
            TailedFile file = each.next();
            if (scan - file.seenBy() > TailedFileProgress.SCANS_TO_BE_GONE) {
                each.remove();
                forget(file);
            }
        }
    }

    private void forget(TailedFile file) {
        if (!file.isCaughtUp()) {
            LOG.warn(
                    "{} went away with {} bytes unpublished. If it was renamed: its new name must match lines.patterns.",
                    file,
                    file.place().size() - file.position());
        }
        if (file.progress() != null) {
            progress.release(file.feed(), file.shard(), file.progress());
        }
    }

    public boolean follows(String feed, long inode) {
        return files.containsKey(new Identity(feed, inode));
    }

    /** Whether any file may have something to publish now. */
    public boolean anyDue() {
        long now = nanoTime.getAsLong();
        return files.values().stream().anyMatch(file -> isDue(file, now));
    }

    private static boolean isDue(TailedFile file, long now) {
        return !file.isFinished() && file.isToBeLookedAt(now);
    }

    /** Publishes lines of all files in turn until the batch is full, time is up, or there are none left. */
    public void publish(Batch batch, BooleanSupplier timeIsUp) {
        int before;
        do {
            before = batch.size();
            publishTurn(batch, timeIsUp);
        } while (batch.size() > before && !batch.isFull() && !timeIsUp.getAsBoolean());
    }

    private void publishTurn(Batch batch, BooleanSupplier timeIsUp) {
        long now = nanoTime.getAsLong();
        List<TailedFile> due = new ArrayList<>(
                files.values().stream().filter(file -> isDue(file, now)).toList());
        if (due.isEmpty()) {
            return;
        }
        Collections.rotate(due, -(turn++ % due.size()));
        long events = Math.max(1, batch.roomForEvents() / due.size());
        long bytes = Math.max(SMALLEST_SHARE, batch.roomForBytes() / due.size());
        for (TailedFile file : due) {
            if (batch.isFull() || timeIsUp.getAsBoolean()) {
                return;
            }
            follower.follow(file, batch, Math.min(events, batch.roomForEvents()), bytes, timeIsUp);
        }
    }

    /** Has files handed over that are published as a whole and have not changed for long. Nothing may be under way. */
    public void finish() {
        if (finishedAfter.isNegative() || handOver.keeps()) {
            return;
        }
        long now = nanoTime.getAsLong();
        for (TailedFile file : files.values()) {
            boolean done = file.firstLine() != null && file.isCaughtUp() && !file.isFinished();
            if (done && file.hasBeenQuiet(now, finishedAfter.toNanos())) {
                file.finished(true);
                handOver.add(file.place(), file.isCut(), result -> handedOver(file, result));
            }
        }
    }

    private void handedOver(TailedFile file, FileDisposer.Result result) {
        switch (result) {
            case DONE -> {
                files.remove(new Identity(file.feed(), file.inode()));
                if (file.progress() != null) {
                    progress.forget(file.feed(), file.shard(), file.progress());
                }
            }
            case CHANGED -> {
                file.finished(false);
                file.lookAt(nanoTime.getAsLong());
            }
            // The next scans find it elsewhere, or no more.
            case GONE -> file.finished(false);
        }
    }

    /** Files with bytes that are not published. */
    public int unpublished() {
        return (int) files.values().stream().filter(file -> !file.isCaughtUp()).count();
    }

    public int unreadable() {
        return (int) files.values().stream().filter(TailedFile::isUnreadable).count();
    }
}
