package dev.wherry.source.progress;

/** How far a growing file is published. */
public final class TailedFileProgress {
    /** How many scans in a row must miss a file that is gone: one alone can miss a file that is being renamed. */
    public static final int SCANS_TO_BE_GONE = 2;

    private final int slot;
    private String file;
    private long position;
    private boolean cut;
    private boolean inUse;
    private int missedBy;
    private PartitionOffset cell;

    TailedFileProgress(int slot, String file, long position, boolean cut) {
        this.slot = slot;
        this.file = file;
        this.position = position;
        this.cut = cut;
    }

    /** In bytes from the file's start: a line begins here, or the file ends. */
    public long position() {
        return position;
    }

    /** Whether a line of it was published by its first bytes only, so that the file holds more than the topic does. */
    public boolean isCut() {
        return cut;
    }

    public void advance(long newPosition, boolean lineCut) {
        position = newPosition;
        cut |= lineCut;
    }

    /** The file begins anew. */
    public void restart() {
        restart(file);
    }

    void restart(String newFile) {
        file = newFile;
        position = 0;
        cut = false;
    }

    public PartitionOffset cell() {
        return cell;
    }

    int slot() {
        return slot;
    }

    String file() {
        return file;
    }

    boolean isInUse() {
        return inUse;
    }

    void use() {
        inUse = true;
        missedBy = 0;
    }

    /** The file is certainly gone. */
    void release() {
        inUse = false;
        missedBy = SCANS_TO_BE_GONE;
    }

    /** A scan is over, and met the file or did not. */
    void scanned(boolean met) {
        missedBy = met ? 0 : Math.min(missedBy + 1, SCANS_TO_BE_GONE);
    }

    /** Whether the slot may be given to another file. One just read back belongs to a file that may be there yet. */
    boolean isFree() {
        return !inUse && missedBy >= SCANS_TO_BE_GONE;
    }

    void storeIn(PartitionOffset itsCell) {
        cell = itsCell;
    }
}
