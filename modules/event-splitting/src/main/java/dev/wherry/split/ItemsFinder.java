package dev.wherry.split;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Finds the array at a pointer within a document, whose first bracket was read, and the end of the document. */
final class ItemsFinder {
    private enum Expected {
        NAME_OR_END,
        NAME,
        END_OF_NAME,
        COLON,
        VALUE,
        END_OF_VALUE,
        COMMA_OR_END,
        END_OF_DOCUMENT
    }

    /** What a scan comes to. */
    enum Result {
        /** The window ends. */
        MORE,
        /** The array opens with the unit before. */
        FOUND,
        /** There is no array. */
        ABSENT,
        /** The next unit is none that could be there. */
        MALFORMED,
        DOCUMENT_ENDS
    }

    private final ItemsPointer pointer;
    private final JsonValueScanner skipped;
    private Expected expected = Expected.NAME_OR_END;
    private int level;
    private boolean matching;
    private boolean escaped;
    private final ByteArrayOutputStream name = new ByteArrayOutputStream();
    private int next;

    ItemsFinder(ItemsPointer pointer) {
        this(pointer, new JsonValueScanner());
    }

    private ItemsFinder(ItemsPointer pointer, JsonValueScanner skipped) {
        this.pointer = pointer;
        this.skipped = skipped;
    }

    /** Behind the units scanned. */
    int next() {
        return next;
    }

    /** What could follow, if the result is malformed. */
    String expected() {
        return switch (expected) {
            case NAME_OR_END -> "a member or }";
            case NAME, END_OF_NAME -> "a member";
            case COLON -> "a colon";
            case VALUE -> "a value";
            case END_OF_VALUE, END_OF_DOCUMENT -> skipped.expected();
            case COMMA_OR_END -> "a comma or }";
        };
    }

    /** The array was closed. */
    void continueBehindArray() {
        skipped.openObjects(pointer.depth());
        expected = Expected.END_OF_DOCUMENT;
    }

    Result scan(Window window, int from) {
        byte[] units = window.units();
        int to = window.length();
        next = from;
        Result result = Result.MORE;
        while (next < to && result == Result.MORE) {
            switch (expected) {
                case END_OF_NAME -> scanName(window, to);
                case END_OF_VALUE, END_OF_DOCUMENT -> {
                    next = skipped.scan(units, next, to);
                    if (skipped.isMismatched()) {
                        return Result.MALFORMED;
                    }
                    if (!skipped.isOpen()) {
                        if (expected == Expected.END_OF_DOCUMENT) {
                            return Result.DOCUMENT_ENDS;
                        }
                        expected = Expected.COMMA_OR_END;
                    }
                }
                default -> {
                    next = JsonUnits.skipSpace(units, next, to);
                    if (next < to) {
                        result = step(units[next]);
                    }
                }
            }
        }
        return result;
    }

    private Result step(byte unit) {
        switch (expected) {
            case NAME_OR_END, NAME -> {
                if (unit == '"') {
                    return go(Expected.END_OF_NAME);
                }
                return unit == '}' && expected == Expected.NAME_OR_END ? Result.ABSENT : Result.MALFORMED;
            }
            case COLON -> {
                return unit == ':' ? go(Expected.VALUE) : Result.MALFORMED;
            }
            case VALUE -> {
                return JsonUnits.startsValue(unit) ? value(unit) : Result.MALFORMED;
            }
            default -> {
                if (unit == ',') {
                    return go(Expected.NAME);
                }
                return unit == '}' ? Result.ABSENT : Result.MALFORMED;
            }
        }
    }

    private Result go(Expected following) {
        expected = following;
        next++;
        return Result.MORE;
    }

    private Result value(byte unit) {
        boolean last = level == pointer.depth() - 1;
        if (!matching) {
            skipped.open(unit);
            return go(Expected.END_OF_VALUE);
        }
        if (unit != (last ? '[' : '{')) {
            return Result.ABSENT;
        }
        level++;
        next++;
        expected = Expected.NAME_OR_END;
        return last ? Result.FOUND : Result.MORE;
    }

    private void scanName(Window window, int to) {
        byte[] units = window.units();
        int from = next;
        while (next < to) {
            byte unit = units[next];
            if (escaped) {
                escaped = false;
            } else if (unit == '\\') {
                escaped = true;
            } else if (unit == '"') {
                collect(window, from, next);
                matching = name.size() <= pointer.maxBytes(level) && pointer.matches(level, name.toByteArray());
                name.reset();
                go(Expected.COLON);
                return;
            }
            next++;
        }
        collect(window, from, to);
    }

    /** Names that cannot match are not kept. */
    private void collect(Window window, int from, int to) {
        ByteBuffer bytes = window.bytesOf(from, to);
        int room = pointer.maxBytes(level) + 1 - name.size();
        name.write(bytes.array(), bytes.position(), Math.min(bytes.remaining(), room));
    }

    ItemsFinder copy() {
        ItemsFinder copy = new ItemsFinder(pointer, skipped.copy());
        copy.expected = expected;
        copy.level = level;
        copy.matching = matching;
        copy.escaped = escaped;
        copy.name.writeBytes(name.toByteArray());
        return copy;
    }
}
