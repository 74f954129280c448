package dev.wherry.source.tail;

import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.feed.Feed;
import dev.wherry.source.progress.TailedFileProgress;
import dev.wherry.split.Cursor;
import dev.wherry.split.DecompressedContent;
import dev.wherry.split.FileKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A file that is read in parts: its location, its last stat, and the position up to which it is published. */
final class TailedFile {
    private static final long NOT_CAUGHT_UP = -1;

    private final long inode;
    private final int shard;
    private final String name;
    private final FileKind kind;
    private final ReadSchedule schedule;
    private FoundFile location;
    private byte[] key;
    private long unchangedSince;
    private long lastScanSeen;
    private FirstLine firstLine;
    private TailedFileProgress progress;
    private Cursor cursor;
    private DecompressedContent decompressed;
    /** The file's size when nothing but padding was left to publish. */
    private long caughtUpAt = NOT_CAUGHT_UP;

    private boolean complete;
    private boolean unrelated;
    private boolean incompletelyPublished;
    private boolean finished;

    /**
     * @param name the name under which the file was first read
     * @param kind how it is read, whatever its name is now
     */
    TailedFile(long inode, int shard, String name, FileKind kind, FoundFile location, long now) {
        this.inode = inode;
        this.shard = shard;
        this.name = name;
        this.kind = kind;
        moveTo(location);
        this.unchangedSince = now;
        this.schedule = new ReadSchedule(now);
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

    /** The name under which the file was first read. */
    String name() {
        return name;
    }

    FileKind kind() {
        return kind;
    }

    Feed feed() {
        return location.feed();
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

    /** When it is read next. */
    ReadSchedule schedule() {
        return schedule;
    }

    boolean isDue(long now) {
        return !finished && !unrelated && schedule.isDue(now);
    }

    /** Whether the last read did not find it at its location, so that it is read when it is found again. */
    boolean isMissing() {
        return schedule.isIdle() && !isCaughtUp();
    }

    /** Null until something of the file is published. */
    TailedFileProgress progress() {
        return progress;
    }

    /** Null until the file is identified. */
    FirstLine firstLine() {
        return firstLine;
    }

    /** @param newCursor where to read on */
    void identified(FirstLine newFirstLine, Cursor newCursor) {
        firstLine = newFirstLine;
        readFrom(newCursor);
        incompletelyPublished = progress != null && progress.stored().incomplete();
    }

    /** An empty file has one, although it is not identified before it has content. */
    String identity() {
        return (firstLine == null ? FirstLine.EMPTY : firstLine).identity(inode);
    }

    /** @param newProgress null if nothing of the file is published */
    void publishingStarted(TailedFileProgress newProgress) {
        progress = newProgress;
    }

    /** It only has the inode of a file that is gone, and its name matches nothing. It is not read. */
    void markUnrelated() {
        unrelated = true;
    }

    boolean isUnrelated() {
        return unrelated;
    }

    /** Where to read on. Null until the file is identified. */
    Cursor cursor() {
        return cursor;
    }

    /** The position, in bytes of the decompressed content. */
    long position() {
        return cursor == null ? 0 : cursor.position().offset();
    }

    /** Reads on from there. What was read beyond it counts as unread. */
    void readFrom(Cursor newCursor) {
        cursor = newCursor;
        caughtUpAt = NOT_CAUGHT_UP;
        complete = false;
    }

    /**
     * Everything up to the cursor is published.
     *
     * @param tail a hash of the bytes before it
     */
    void advance(Cursor newCursor, long tail, boolean incomplete) {
        cursor = newCursor;
        incompletelyPublished |= incomplete;
        if (progress != null) {
            progress.advance(new TailedFileProgress.Stored(name, newCursor.position(), tail, incompletelyPublished));
        }
    }

    /** Whether the file holds more than was published. */
    boolean isIncompletelyPublished() {
        return incompletelyPublished;
    }

    /** @param nothingFollows whether the file's structure, or the end of its compressed stream, says that it has ended */
    void caughtUp(boolean nothingFollows) {
        caughtUpAt = location.size();
        complete = nothingFollows;
    }

    /** Whether everything that the file contained at its last stat is published. */
    boolean isCaughtUp() {
        return unrelated || caughtUpAt == location.size() || (location.size() == 0 && position() == 0);
    }

    /** Whether it is caught up and nothing can follow. */
    boolean isComplete() {
        return complete && isCaughtUp();
    }

    /** The open decompressor, or null. */
    DecompressedContent decompressed() {
        return decompressed;
    }

    void decompressing(DecompressedContent content) {
        decompressed = content;
    }

    /** Closes the decompressor, if there is one. */
    void closeContent() throws IOException {
        DecompressedContent open = decompressed;
        decompressed = null;
        if (open != null) {
            open.close();
        }
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
