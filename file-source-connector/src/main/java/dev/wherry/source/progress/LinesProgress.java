package dev.wherry.source.progress;

/** How far a growing file is published. */
public final class LinesProgress {
    private final int slot;
    private String file;
    private long position;
    private boolean cut;
    private boolean inUse;
    private Cell cell;

    LinesProgress(int slot, String file, long position, boolean cut) {
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

    public Cell cell() {
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

    void use(boolean now) {
        inUse = now;
    }

    void storeIn(Cell itsCell) {
        cell = itsCell;
    }
}
