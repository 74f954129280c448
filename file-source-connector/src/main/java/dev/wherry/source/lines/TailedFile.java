package dev.wherry.source.lines;

import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.FileStat;
import dev.wherry.source.progress.TailedFileProgress;
import dev.wherry.source.retry.Backoff;
import java.nio.charset.StandardCharsets;

/** A growing file that is followed: where it lies, how it was when last looked at, and how far it is published. */
final class TailedFile {
    private final long inode;
    private final int shard;
    private FoundFile place;
    private byte[] key;
    private long unchangedSince;
    private long seenBy;
    private long lookAt;
    private boolean resting;
    private FirstLine firstLine;
    private TailedFileProgress progress;
    /** How far it is read while there is nothing in it to publish. */
    private long blankTo;

    private OversizeLine longLine;
    /** 0 if it can be read. */
    private long pauseInTrouble;

    private boolean finished;

    TailedFile(long inode, int shard, FoundFile place, long now) {
        this.inode = inode;
        this.shard = shard;
        moveTo(place);
        this.unchangedSince = now;
        this.lookAt = now;
    }

    /** It was looked at, perhaps under a new name. Returns whether it is not as it was. */
    boolean seen(FoundFile now, long nanoTime) {
        boolean moved = !now.path().equals(place.path());
        boolean changed = now.size() != place.size() || now.modified() != place.modified();
        if (moved) {
            moveTo(now);
        } else if (changed) {
            place = now;
        }
        if (changed) {
            unchangedSince = nanoTime;
        }
        return moved || changed;
    }

    boolean seen(FileStat stat, long nanoTime) {
        return seen(place.with(stat), nanoTime);
    }

    private void moveTo(FoundFile newPlace) {
        place = newPlace;
        key = newPlace.key().getBytes(StandardCharsets.UTF_8);
    }

    long inode() {
        return inode;
    }

    int shard() {
        return shard;
    }

    String feed() {
        return place.directory().feed();
    }

    FoundFile place() {
        return place;
    }

    byte[] key() {
        return key;
    }

    boolean hasBeenQuiet(long now, long nanos) {
        return now - unchangedSince >= nanos;
    }

    long unchangedSince() {
        return unchangedSince;
    }

    /** The number of the last scan that met it. */
    long seenBy() {
        return seenBy;
    }

    void seenBy(long scan) {
        seenBy = scan;
    }

    /** It is worth another look then. */
    void lookAt(long nanoTime) {
        resting = false;
        lookAt = nanoTime;
    }

    /** It is worth another look when it is heard of. */
    void rest() {
        resting = true;
    }

    boolean isToBeLookedAt(long now) {
        return !resting && now - lookAt >= 0;
    }

    /** Null until something of it is published. */
    TailedFileProgress progress() {
        return progress;
    }

    /** Null until it is there. */
    FirstLine firstLine() {
        return firstLine;
    }

    /** @param newProgress null if nothing of it is published */
    void identified(FirstLine newFirstLine, TailedFileProgress newProgress) {
        firstLine = newFirstLine;
        progress = newProgress;
        blankTo = 0;
        longLine = null;
    }

    String identity() {
        return firstLine.identity(inode);
    }

    void begun(TailedFileProgress newProgress) {
        progress = newProgress;
    }

    /** The line that is being skipped because it is longer than an event may be; null if there is none. */
    OversizeLine longLine() {
        return longLine;
    }

    void longLine(OversizeLine line) {
        longLine = line;
    }

    long position() {
        return progress == null ? blankTo : progress.position();
    }

    void advance(long newPosition, boolean lineCut) {
        if (progress == null) {
            blankTo = newPosition;
        } else {
            progress.advance(newPosition, lineCut);
        }
    }

    /** It begins anew. */
    void restart() {
        blankTo = 0;
        longLine = null;
        if (progress != null) {
            progress.restart();
        }
    }

    boolean isCut() {
        return progress != null && progress.isCut();
    }

    boolean isCaughtUp() {
        return position() == place.size();
    }

    /** It cannot be read. Returns whether this is news. */
    boolean failed(long now) {
        boolean news = !isUnreadable();
        pauseInTrouble = Backoff.IN_TROUBLE.after(pauseInTrouble);
        lookAt(now + pauseInTrouble);
        return news;
    }

    void wasRead() {
        pauseInTrouble = 0;
    }

    boolean isUnreadable() {
        return pauseInTrouble > 0;
    }

    /** All of it is published and it is to be handed over. */
    boolean isFinished() {
        return finished;
    }

    void finished(boolean now) {
        finished = now;
    }

    @Override
    public String toString() {
        return place.toString();
    }
}
