package dev.wherry.source.progress;

/** The position up to which a growing file is published. Stored in one slot of {@link TailedFileSlots}. */
public final class TailedFileProgress {
    /** A file is gone once this many scans in a row missed it. A single scan can miss a file that is being renamed. */
    public static final int SCANS_UNTIL_GONE = 2;

    private final int slot;
    private String identity;
    private long position;
    private boolean truncated;
    private boolean inUse;
    private int scansMissed;
    private PartitionOffset offset;

    TailedFileProgress(int slot, String identity, long position, boolean truncated) {
        this.slot = slot;
        this.identity = identity;
        this.position = position;
        this.truncated = truncated;
    }

    /** In bytes from the file's start: either a line starts here, or the file ends. */
    public long position() {
        return position;
    }

    /** Whether a line was published truncated, so that the file holds more than the topic does. */
    public boolean isTruncated() {
        return truncated;
    }

    public void advance(long newPosition, boolean lineTruncated) {
        position = newPosition;
        truncated |= lineTruncated;
    }

    /** The file must be read from its start. */
    public void restart() {
        restart(identity);
    }

    void restart(String newIdentity) {
        identity = newIdentity;
        position = 0;
        truncated = false;
    }

    /** The offset that every published line of the file updates. */
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
