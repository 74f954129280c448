package dev.wherry.source.lines;

import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.disk.Problems;
import dev.wherry.source.progress.TailedFileProgress;
import dev.wherry.source.retry.Backoff;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A growing file that is tailed: its location, its last stat, and the position up to which it is published. */
final class TailedFile {
    private final long inode;
    private final int shard;
    private FoundFile location;
    private byte[] key;
    private long unchangedSince;
    private long lastScanSeen;
    private long due;
    private boolean idle;
    private FirstLine firstLine;
    private TailedFileProgress progress;
    /** The position while only blank lines have been read and nothing is published. */
    private long blankTo;

    private OversizeLine oversizeLine;
    private long retryPause;
    /** Null if the file is readable. */
    private String unreadableReason;

    private boolean finished;

    TailedFile(long inode, int shard, FoundFile location, long now) {
        this.inode = inode;
        this.shard = shard;
        moveTo(location);
        this.unchangedSince = now;
        this.due = now;
    }

    /** Updates location and stat. Returns whether either changed. */
    boolean observe(FoundFile newLocation, long now) {
        boolean moved = !newLocation.path().equals(location.path());
        boolean changed = newLocation.size() != location.size() || newLocation.modified() != location.modified();
        if (moved) {
            moveTo(newLocation);
        } else if (changed) {
            location = newLocation;
        }
        if (changed) {
            unchangedSince = now;
        }
        return moved || changed;
    }

    boolean observe(FileStat stat, long now) {
        return observe(location.withStat(stat), now);
    }

    private void moveTo(FoundFile newLocation) {
        location = newLocation;
        key = newLocation.key().getBytes(StandardCharsets.UTF_8);
    }

    long inode() {
        return inode;
    }

    int shard() {
        return shard;
    }

    String feed() {
        return location.directory().feed();
    }

    FoundFile location() {
        return location;
    }

    /** The path relative to the inbox, in UTF-8. */
    byte[] key() {
        return key;
    }

    boolean hasBeenQuiet(long now, long nanos) {
        return now - unchangedSince >= nanos;
    }

    long unchangedSince() {
        return unchangedSince;
    }

    /** The number of the last scan that found the file. */
    long lastScanSeen() {
        return lastScanSeen;
    }

    void seenByScan(long scan) {
        lastScanSeen = scan;
    }

    /** Schedules the next read. */
    void scheduleRead(long nanoTime) {
        idle = false;
        due = nanoTime;
    }

    /** Schedules no read until the file changes. */
    void becomeIdle() {
        idle = true;
    }

    boolean isDue(long now) {
        return !idle && !finished && now - due >= 0;
    }

    /** Null until something of the file is published. */
    TailedFileProgress progress() {
        return progress;
    }

    /** Null until the file is identified. */
    FirstLine firstLine() {
        return firstLine;
    }

    /** @param newProgress null if nothing of the file is published */
    void identified(FirstLine newFirstLine, TailedFileProgress newProgress) {
        firstLine = newFirstLine;
        progress = newProgress;
        blankTo = 0;
        oversizeLine = null;
    }

    String identity() {
        return firstLine.identity(inode);
    }

    void publishingStarted(TailedFileProgress newProgress) {
        progress = newProgress;
    }

    /** The oversize line whose end is being searched; null if there is none. */
    OversizeLine oversizeLine() {
        return oversizeLine;
    }

    void setOversizeLine(OversizeLine line) {
        oversizeLine = line;
    }

    long position() {
        return progress == null ? blankTo : progress.position();
    }

    void advance(long newPosition, boolean lineTruncated) {
        if (progress == null) {
            blankTo = newPosition;
        } else {
            progress.advance(newPosition, lineTruncated);
        }
    }

    /** The file must be read from its start. */
    void restart() {
        blankTo = 0;
        oversizeLine = null;
        if (progress != null) {
            progress.restart();
        }
    }

    /** Whether the file holds more than was published, because a line was truncated. */
    boolean isTruncated() {
        return progress != null && progress.isTruncated();
    }

    boolean isCaughtUp() {
        return position() == location.size();
    }

    /** Schedules a retry. Returns whether the file was readable before. */
    boolean readFailed(long now, IOException e) {
        boolean first = !isUnreadable();
        unreadableReason = Problems.reason(location.path(), e);
        retryPause = Backoff.IO_ERROR.after(retryPause);
        scheduleRead(now + retryPause);
        return first;
    }

    void readSucceeded() {
        retryPause = 0;
        unreadableReason = null;
    }

    boolean isUnreadable() {
        return unreadableReason != null;
    }

    String unreadableReason() {
        return unreadableReason;
    }

    /** Whether the file is published as a whole and waits for its disposal. */
    boolean isFinished() {
        return finished;
    }

    void setFinished(boolean newFinished) {
        finished = newFinished;
    }

    @Override
    public String toString() {
        return location.toString();
    }
}
