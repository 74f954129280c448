package dev.wherry.source.progress;

import dev.wherry.connect.progress.OpenReading;
import dev.wherry.connect.progress.PartitionOffset;
import dev.wherry.source.discover.FoundFile;
import dev.wherry.split.SplitEvent;
import dev.wherry.split.SplitPosition;
import dev.wherry.wire.receipt.FinishedFile;
import dev.wherry.wire.receipt.FinishedFile.Ending;
import java.util.List;

/** The position up to which a growing file is published. Stored in one slot of {@link TailedFileSlots}. */
public final class TailedFileProgress {
    /** A file is gone once this many scans in a row missed it. A single scan can miss a file that is being renamed. */
    public static final int SCANS_UNTIL_GONE = 2;

    private final int slot;
    private String identity;
    private Stored stored;
    /** Null if everything published is in a receipt. */
    private OpenReading reading;

    private boolean inUse;
    private int scansMissed;
    private PartitionOffset offset;

    /**
     * What a restart must know.
     *
     * @param name the file's name without its directory when its content was first read, which says how it is read
     * @param position where the next event starts
     * @param tail a hash of the bytes before the position, see {@link ContentCheck}
     * @param incomplete whether the file holds more than the topic does
     */
    public record Stored(String name, SplitPosition position, long tail, boolean incomplete) {}

    /** @param reading null if everything published is in a receipt */
    TailedFileProgress(int slot, String identity, Stored stored, OpenReading reading) {
        this.slot = slot;
        this.identity = identity;
        this.stored = stored;
        this.reading = reading;
    }

    public Stored stored() {
        return stored;
    }

    /** Events are published. */
    public void advance(Stored newStored) {
        stored = newStored;
    }

    /** The header of the next events, which belong to the open reading, or to a new one of the file at that location. */
    public byte[] readingHeader(FoundFile location) {
        if (reading == null) {
            reading = OpenReading.of(location.key());
        }
        return reading.header();
    }

    /** Counts events that are published with {@link #readingHeader}. */
    public void count(List<SplitEvent> events) {
        reading = reading.plus(events);
    }

    /** Whether something is published, or nothing is in the file, that is not in a receipt yet. */
    public boolean isReadingOpen() {
        return reading != null;
    }

    /** The open reading; null if there is none. */
    OpenReading reading() {
        return reading;
    }

    /** Closes the open reading of a file that is read to its end. */
    public FinishedFile finish(FoundFile location) {
        FinishedFile finished = reading.finished(location.feed().name(), location.size(), location.fingerprintText());
        reading = null;
        return finished;
    }

    /** Closes the reading, because the content is gone. Returns what is to be said of it; null if it has no event. */
    FinishedFile abandon(String feed, Ending ending) {
        OpenReading open = reading;
        reading = null;
        return open == null || open.events() == 0
                ? null
                : open.abandoned(feed, stored.position().offset(), ending);
    }

    /** @param path the file's path relative to the inbox; null for none */
    void restart(String newIdentity, String name, String path) {
        identity = newIdentity;
        stored = start(name);
        reading = path == null ? null : OpenReading.of(path);
    }

    static Stored start(String name) {
        return new Stored(name, SplitPosition.START, 0, false);
    }

    /** The offset that every published event of the file updates. */
    public PartitionOffset offset() {
        return offset;
    }

    int slot() {
        return slot;
    }

    String identity() {
        return identity;
    }

    boolean isInUse() {
        return inUse;
    }

    void use() {
        inUse = true;
        scansMissed = 0;
    }

    /** The file is gone. */
    void release() {
        inUse = false;
        scansMissed = SCANS_UNTIL_GONE;
    }

    void scanEnded(boolean seen) {
        scansMissed = seen ? 0 : Math.min(scansMissed + 1, SCANS_UNTIL_GONE);
    }

    /**
     * Whether another file may use the slot. After a restart, the stored file may still exist until scans missed it.
     */
    boolean isFree() {
        return !inUse && scansMissed >= SCANS_UNTIL_GONE;
    }

    void storeIn(PartitionOffset newOffset) {
        offset = newOffset;
    }
}
