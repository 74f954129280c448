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
        /** In a document, before or behind the array at the pointer. */
        AROUND_ARRAY,
        /** Behind the bracket that opens the array. */
        OPENED,
        /** Behind a comma. */
        BEFORE_ELEMENT,
        IN_EVENT,
        AFTER_ELEMENT,
        /** What follows is not split. */
        FAULTY
    }

    private final ItemsPointer items;
    private DocumentTracker documents;
    private Mode mode;
    private JsonValueScanner value = new JsonValueScanner();
    private ItemsFinder finder;
    private @Nullable SourceFault fault;

    ArrayScanner(ItemsPointer items, SplitPosition position) {
        this.items = items;
        this.documents = new DocumentTracker(position);
        this.finder = new ItemsFinder(items);
        this.mode = documents.isInArray() ? Mode.AFTER_ELEMENT : Mode.OUTSIDE;
    }

    @Override
    boolean scan(Window window) {
        byte[] units = window.units();
        int to = window.length();
        while (next < to) {
            switch (mode) {
                case IN_EVENT -> {
                    next = value.scan(units, next, to);
                    if (value.isMismatched()) {
                        fail(window, value.expected());
                    } else if (!value.isOpen()) {
                        return found(window);
                    }
                }
                case AROUND_ARRAY -> findArray(window);
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
        documents.openDocument();
        if (!items.isEmpty()) {
            start = next;
            within = true;
            if (unit == '{') {
                finder = new ItemsFinder(items);
                mode = Mode.AROUND_ARRAY;
                next++;
            } else {
                failWithoutArray(window);
            }
        } else if (unit == '[') {
            documents.openArray();
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
        value.open(unit);
        mode = Mode.IN_EVENT;
    }

    private boolean found(Window window) {
        end = next;
        within = false;
        if (documents.isInArray()) {
            mode = Mode.AFTER_ELEMENT;
        } else {
            closeDocument(false);
        }
        documents.eventEnds(window.offset(end));
        return true;
    }

    private void findArray(Window window) {
        ItemsFinder.Result result = finder.scan(window, next);
        next = finder.next();
        switch (result) {
            case MORE -> {}
            case FOUND -> {
                within = false;
                documents.openArray();
                mode = Mode.OPENED;
            }
            case ABSENT -> failWithoutArray(window);
            case MALFORMED -> fail(window, finder.expected());
            case DOCUMENT_ENDS -> closeDocument(true);
        }
    }

    private void closeArray() {
        next++;
        documents.closeArray();
        if (items.isEmpty()) {
            closeDocument(true);
        } else {
            finder.continueBehindArray();
            mode = Mode.AROUND_ARRAY;
        }
    }

    private void closeDocument(boolean withArray) {
        mode = Mode.OUTSIDE;
        documents.closeDocument(withArray);
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
        boolean wholeScalar =
                mode == Mode.IN_EVENT && value.isScalar() && !documents.isInArray() && !window.hasHalfUnit();
        if (!wholeScalar && mode != Mode.FAULTY) {
            fail("at byte " + window.endOffset() + ": the file ends within "
                    + (documents.isInArray() ? "an array" : "a document"));
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
        return documents.isClosed() && mode == Mode.OUTSIDE;
    }

    @Override
    @Nullable
    SourceFault fault() {
        return fault;
    }

    @Override
    SplitPosition position(Window window) {
        return documents.position();
    }

    @Override
    protected ArrayScanner clone() {
        ArrayScanner copy = (ArrayScanner) super.clone();
        copy.documents = documents.copy();
        copy.value = value.copy();
        copy.finder = finder.copy();
        return copy;
    }

    @Override
    void rewind() {
        within = false;
        if (mode != Mode.FAULTY) {
            mode = documents.isInArray() ? Mode.BEFORE_ELEMENT : Mode.OUTSIDE;
        }
    }
}
