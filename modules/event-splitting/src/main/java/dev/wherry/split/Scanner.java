package dev.wherry.split;

import dev.wherry.wire.format.SourceFault;
import org.jspecify.annotations.Nullable;

/**
 * Finds the events in a window. A scanner sees every unit once, in order; it continues in the next window where it
 * stopped in this one. Indexes are those of the window's units.
 */
abstract class Scanner implements Cloneable {
    static final int NONE = -1;

    /** Whether an event is in progress: a line or row is from its first unit on, even before that is seen. */
    protected boolean within;
    /** The first unit of the event found, or in progress; NONE if that is oversize. */
    protected int start = NONE;
    /** Behind the last unit of the event found. It is -1 if a line end begins with the last unit of the window before. */
    protected int end;
    /** The next unit to scan. */
    protected int next;

    final int start() {
        return start;
    }

    /** Whether an event is in progress whose first unit is in the window. */
    final boolean hasStart() {
        return within && start != NONE;
    }

    final int end() {
        return end;
    }

    final int next() {
        return next;
    }

    /**
     * Scans up to the end of the next event.
     *
     * @return whether the window contains it: from {@link #start} to {@link #end}
     */
    abstract boolean scan(Window window);

    /**
     * Takes what is left at the end of the content as an event.
     *
     * @param broken whether the content ends early, which is told separately
     * @return whether something is left
     */
    abstract boolean finish(Window window, boolean broken);

    /** Whether something is left that {@link #finish} would take. */
    abstract boolean hasRest(Window window);

    /** Whether a file that ends here, apart from white space, is complete even if it could grow. */
    boolean isClosed() {
        return false;
    }

    /** Why the event found is none; null if it is one. */
    @Nullable
    SourceFault fault() {
        return null;
    }

    /** CSV: the number of the line on which the event found, or in progress, starts; otherwise 0. */
    long line() {
        return 0;
    }

    /** Where to resume. */
    abstract SplitPosition position(Window window);

    /** A scanner in the same state that starts at the first unit of a window. */
    final Scanner copy() {
        Scanner copy = clone();
        copy.start = NONE;
        copy.next = 0;
        return copy;
    }

    @Override
    protected Scanner clone() {
        try {
            return (Scanner) super.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("Scanner is cloneable", impossible);
        }
    }

    /** Returns to the state before the event in progress. */
    abstract void rewind();

    /** The event in progress is oversize: its first units leave the window. */
    final void forgetStart() {
        start = NONE;
    }

    /** The first units left the window. */
    final void discarded(int units) {
        next -= units;
        if (start != NONE) {
            start -= units;
        }
    }
}
