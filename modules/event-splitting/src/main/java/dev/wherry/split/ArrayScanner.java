package dev.wherry.split;

import dev.wherry.wire.format.SourceFault;
import org.jspecify.annotations.Nullable;

/**
 * The events are the elements of the arrays in a file, and those of its JSON documents that are no arrays. The structure
 * around the events is checked, their content is not.
 */
final class ArrayScanner extends Scanner {
    private enum Mode {
        /** Before a document. */
        OUTSIDE,
        /** In a document, before the array at the pointer. */
        SEARCHING,
        /** Behind the bracket that opens the array. */
        OPENED,
        /** Behind a comma. */
        BEFORE_ELEMENT,
        /** In an object, an array or a string. */
        NESTED,
        SCALAR,
        AFTER_ELEMENT,
        /** In a document, behind the array at the pointer. */
        SKIPPING,
        /** What follows is not split. */
        FAULTY
    }

    private final ItemsPointer items;
    private Mode mode = Mode.OUTSIDE;
    private JsonNesting nesting = new JsonNesting();
    private @Nullable ItemsFinder finder;

    private boolean inArray;
    /** Whether no document was read before the present one. */
    private boolean first;
    /** Whether a single document was read, and its array with it. */
    private boolean closed;

    private @Nullable SourceFault fault;
    private long resumeAt;
    private SplitPosition.State resumeState;

    ArrayScanner(ItemsPointer items, SplitPosition position) {
        this.items = items;
        this.resumeAt = position.offset();
        this.resumeState = position.state();
        this.first = position.state() == SplitPosition.State.IN_FIRST_ARRAY || position.offset() == 0;
        if (position.state() != SplitPosition.State.OUTSIDE) {
            inArray = true;
            mode = Mode.AFTER_ELEMENT;
        }
    }

    @Override
    boolean scan(Window window) {
        byte[] units = window.units();
        int to = window.length();
        while (next < to) {
            switch (mode) {
                case NESTED -> {
                    next = nesting.scan(units, next, to);
                    if (nesting.isMismatched()) {
                        fail(window, nesting.expected());
                    } else if (!nesting.isOpen()) {
                        return found(window);
                    }
                }
                case SCALAR -> {
                    next = JsonUnits.endOfScalar(units, next, to);
                    if (next < to) {
                        return found(window);
                    }
                }
                case SEARCHING -> search(window);
                case SKIPPING -> {
                    next = nesting.scan(units, next, to);
                    if (nesting.isMismatched()) {
                        fail(window, nesting.expected());
                    } else if (!nesting.isOpen()) {
                        closeDocument(true);
                    }
                }
                case FAULTY -> continueFault(to);
                default -> {
                    next = JsonUnits.skipSpace(units, next, to);
                    if (next < to) {
                        step(window, units[next]);
                    }
                }
            }
        }
        return false;
    }

    private void step(Window window, byte unit) {
        switch (mode) {
            case OUTSIDE -> openDocument(window, unit);
            case OPENED, BEFORE_ELEMENT -> {
                if (unit == ']' && mode == Mode.OPENED) {
                    closeArray();
                } else if (JsonUnits.startsValue(unit)) {
                    openEvent(unit);
                } else {
                    fail(window, mode == Mode.OPENED ? "a value or ]" : "a value");
                }
            }
            default -> {
                if (unit == ',') {
                    mode = Mode.BEFORE_ELEMENT;
                    next++;
                } else if (unit == ']') {
                    closeArray();
                } else {
                    fail(window, "a comma or ]");
                }
            }
        }
    }

    private void openDocument(Window window, byte unit) {
        if (!JsonUnits.startsDocument(unit)) {
            fail(window, "a JSON document");
            return;
        }
        closed = false;
        if (!items.isEmpty()) {
            start = next;
            within = true;
            if (unit == '{') {
                finder = new ItemsFinder(items);
                mode = Mode.SEARCHING;
                next++;
            } else {
                failWithoutArray(window);
            }
        } else if (unit == '[') {
            inArray = true;
            mode = Mode.OPENED;
            next++;
        } else {
            openEvent(unit);
        }
    }

    private void openEvent(byte unit) {
        start = next;
        within = true;
        next++;
        if (JsonUnits.isNested(unit)) {
            nesting.reset();
            nesting.open(unit);
            mode = Mode.NESTED;
        } else {
            mode = Mode.SCALAR;
        }
    }

    private boolean found(Window window) {
        end = next;
        within = false;
        if (inArray) {
            mode = Mode.AFTER_ELEMENT;
            resumeState = first ? SplitPosition.State.IN_FIRST_ARRAY : SplitPosition.State.IN_LATER_ARRAY;
        } else {
            closeDocument(false);
            resumeState = SplitPosition.State.OUTSIDE;
        }
        resumeAt = window.offset(end);
        return true;
    }

    private void search(Window window) {
        ItemsFinder.Result result = finder().scan(window, next);
        next = finder().next();
        switch (result) {
            case MORE -> {}
            case FOUND -> {
                finder = null;
                within = false;
                start = NONE;
                inArray = true;
                mode = Mode.OPENED;
            }
            case ABSENT -> failWithoutArray(window);
            case MALFORMED -> fail(window, finder().expected());
        }
    }

    private ItemsFinder finder() {
        if (finder == null) {
            throw new IllegalStateException("no array is searched for");
        }
        return finder;
    }

    private void closeArray() {
        next++;
        inArray = false;
        if (items.isEmpty()) {
            closeDocument(true);
        } else {
            nesting.reset();
            nesting.openObjects(items.depth());
            mode = Mode.SKIPPING;
        }
    }

    private void closeDocument(boolean withArray) {
        mode = Mode.OUTSIDE;
        closed = first && withArray;
        first = false;
    }

    private void fail(Window window, String expected) {
        fail("at byte " + window.offset(next) + ": expected " + expected);
    }

    private void failWithoutArray(Window window) {
        fail("at byte " + window.offset(next) + ": the document has no array at " + items.text());
    }

    /** What is left of the file is one event; an element in progress is its start. */
    private void fail(String message) {
        if (!within) {
            start = next;
            within = true;
        }
        mode = Mode.FAULTY;
        fault = new SourceFault(SourceFault.Code.BAD_ARRAY, message);
    }

    private void continueFault(int to) {
        if (!within) {
            start = next;
            within = true;
        }
        next = to;
    }

    @Override
    boolean finish(Window window, boolean broken) {
        if (mode == Mode.OUTSIDE && !window.hasHalfUnit()) {
            return false;
        }
        if (broken && mode != Mode.FAULTY) {
            return within && found(window);
        }
        boolean wholeScalar = mode == Mode.SCALAR && !inArray && !window.hasHalfUnit();
        if (!wholeScalar && mode != Mode.FAULTY) {
            fail("at byte " + window.endOffset() + ": the file ends within " + (inArray ? "an array" : "a document"));
        }
        found(window);
        return true;
    }

    @Override
    boolean hasRest(Window window) {
        return mode != Mode.OUTSIDE || window.hasHalfUnit();
    }

    @Override
    boolean isClosed() {
        return closed && mode == Mode.OUTSIDE;
    }

    @Override
    @Nullable SourceFault fault() {
        return fault;
    }

    @Override
    SplitPosition position(Window window) {
        return new SplitPosition(resumeAt, 0, resumeState);
    }

    @Override
    ArrayScanner copy() {
        ArrayScanner copy = new ArrayScanner(items, new SplitPosition(resumeAt, 0, resumeState));
        copy.mode = mode;
        copy.nesting = nesting.copy();
        copy.finder = finder == null ? null : finder.copy();
        copy.within = within;
        copy.inArray = inArray;
        copy.first = first;
        copy.closed = closed;
        copy.fault = fault;
        return copy;
    }

    @Override
    void rewind() {
        within = false;
        if (mode != Mode.FAULTY) {
            mode = inArray ? Mode.BEFORE_ELEMENT : Mode.OUTSIDE;
            finder = null;
        }
    }
}
