package dev.wherry.split;

import dev.wherry.split.SplitPosition.State;

/** Which document of a file a scanner is in, whether within its array, and where to resume. */
final class DocumentTracker implements Cloneable {
    private boolean inArray;
    /** Whether no document was read before the present one. */
    private boolean first;
    /** Whether a single document was read, and its array with it. */
    private boolean closed;

    private SplitPosition position;

    DocumentTracker(SplitPosition position) {
        this.position = position;
        this.inArray = position.state() != State.OUTSIDE;
        this.first = position.state() == State.IN_FIRST_ARRAY || position.offset() == 0;
    }

    void openDocument() {
        closed = false;
    }

    void openArray() {
        inArray = true;
    }

    void closeArray() {
        inArray = false;
    }

    void closeDocument(boolean withArray) {
        closed = first && withArray;
        first = false;
    }

    boolean isInArray() {
        return inArray;
    }

    /** Whether the file is complete, if no other document follows. */
    boolean isClosed() {
        return closed;
    }

    /** An event ends at an offset. */
    void eventEnds(long offset) {
        State state = State.OUTSIDE;
        if (inArray) {
            state = first ? State.IN_FIRST_ARRAY : State.IN_LATER_ARRAY;
        }
        position = new SplitPosition(offset, 0, state);
    }

    /** Behind the last event. */
    SplitPosition position() {
        return position;
    }

    DocumentTracker copy() {
        try {
            return (DocumentTracker) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("DocumentTracker is cloneable", impossible);
        }
    }
}
