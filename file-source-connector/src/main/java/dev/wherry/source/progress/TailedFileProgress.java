package dev.wherry.source.progress;

import dev.wherry.split.SplitPosition;

/** The position up to which a growing file is published. Stored in one slot of {@link TailedFileSlots}. */
public final class TailedFileProgress {
    /** A file is gone once this many scans in a row missed it. A single scan can miss a file that is being renamed. */
    public static final int SCANS_UNTIL_GONE = 2;

    private final int slot;
    private String identity;
    private Stored stored;
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

    TailedFileProgress(int slot, String identity, Stored stored) {
        this.slot = slot;
        this.identity = identity;
        this.stored = stored;
    }

    public Stored stored() {
        return stored;
    }

    /** Events are published. */
    public void advance(Stored newStored) {
        stored = newStored;
    }

    void restart(String newIdentity, String name) {
        identity = newIdentity;
        stored = start(name);
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
