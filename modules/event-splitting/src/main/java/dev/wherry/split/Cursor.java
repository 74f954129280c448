package dev.wherry.split;

import org.jspecify.annotations.Nullable;

/**
 * The immutable state of a file between two reads. It can be created from the position that it contains; beyond that, it
 * saves reading the same bytes again.
 */
public final class Cursor {
    private final SplitPosition position;
    private final @Nullable Head head;
    private final @Nullable Progress progress;

    /**
     * How far the scanner is.
     *
     * @param offset the next byte to scan
     * @param scanner its state there; never changed, only copied
     * @param nuls the last NULs found
     */
    record Progress(
            long offset,
            Scanner scanner,
            @Nullable OversizeEvent oversize,
            @Nullable NulRun nuls) {}

    Cursor(SplitPosition position, @Nullable Head head, @Nullable Progress progress) {
        this.position = position;
        this.head = head;
        this.progress = progress;
    }

    /** Where to resume. */
    public SplitPosition position() {
        return position;
    }

    /** Whether a fault ended the file, so that nothing more is read. */
    public boolean isEnded() {
        return position.state() == SplitPosition.State.ENDED;
    }

    /** Null until the start of the file has been read. */
    @Nullable
    Head head() {
        return head;
    }

    /** Null at the start and after a resumption. */
    @Nullable
    Progress progress() {
        return progress;
    }
}
