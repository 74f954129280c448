package dev.wherry.split;

import java.util.Arrays;

/** Finds the end of a JSON value. Looks at brackets and strings, nothing else. */
final class JsonValueScanner {
    private static final byte QUOTE = 1;
    private static final byte OPENING = 2;
    private static final byte CLOSING = 3;
    private static final byte[] KINDS = new byte[256];

    static {
        KINDS['"'] = QUOTE;
        KINDS['{'] = OPENING;
        KINDS['['] = OPENING;
        KINDS['}'] = CLOSING;
        KINDS[']'] = CLOSING;
    }

    /** The brackets of so many levels are matched; deeper ones are only counted. Parsers refuse such a depth. */
    private static final int MATCHED_LEVELS = 1024;

    private long[] objects = new long[1];
    private long depth;
    private boolean inScalar;
    private boolean inString;
    private boolean escaped;
    private boolean mismatched;

    /** Starts with a value, whose first unit is not scanned again. */
    void open(byte unit) {
        reset();
        switch (KINDS[unit & 0xff]) {
            case QUOTE -> inString = true;
            case OPENING -> push(unit == '{');
            default -> inScalar = true;
        }
    }

    /** Starts within nested objects. */
    void openObjects(int count) {
        reset();
        for (int i = 0; i < count; i++) {
            push(true);
        }
    }

    boolean isOpen() {
        return depth > 0 || inString || inScalar;
    }

    /** Whether the value is a number or a literal, which has no end of its own. */
    boolean isScalar() {
        return inScalar;
    }

    /** Whether the unit at which the scan stopped closes another kind of bracket than the one that is open. */
    boolean isMismatched() {
        return mismatched;
    }

    /** What could follow in the innermost value. */
    String expected() {
        return isObject(depth - 1) ? "a comma or }" : "a comma or ]";
    }

    private void reset() {
        depth = 0;
        inScalar = false;
        inString = false;
        escaped = false;
        mismatched = false;
    }

    /** Scans up to the end of the value. Returns the index behind it, or {@code to}. */
    int scan(byte[] units, int from, int to) {
        int i = from;
        if (inScalar) {
            i = JsonUnits.endOfScalar(units, from, to);
            inScalar = i == to;
            return i;
        }
        return depth == 0 ? scanString(units, from, to) : scanNested(units, from, to);
    }

    private int scanNested(byte[] units, int from, int to) {
        boolean string = inString;
        int i = escaped ? from + 1 : from;
        escaped = false;
        while (i < to) {
            for (int last = to - Long.BYTES; i <= last; i += Long.BYTES) {
                long eight = ByteSearch.eight(units, i);
                if (ByteSearch.hasBracketOrBackslash(eight)) {
                    break;
                }
                string ^= ByteSearch.hasOddCount((byte) '"', eight);
            }
            for (int stop = Math.min(i + Long.BYTES, to); i < stop; ) {
                byte unit = units[i++];
                if (unit == '"') {
                    string = !string;
                } else if (string) {
                    if (unit == '\\') {
                        escaped = i == to;
                        i++;
                    }
                } else {
                    byte kind = KINDS[unit & 0xff];
                    if (kind == OPENING) {
                        push(unit == '{');
                    } else if (kind == CLOSING) {
                        if (!pop(unit == '}')) {
                            mismatched = true;
                            inString = false;
                            return i - 1;
                        }
                        if (depth == 0) {
                            inString = false;
                            return i;
                        }
                    }
                }
            }
        }
        inString = string;
        return to;
    }

    /** Scans up to the end of the string. Returns the index behind it, or {@code to}. */
    private int scanString(byte[] units, int from, int to) {
        int i = escaped ? from + 1 : from;
        escaped = false;
        while (true) {
            i = ByteSearch.indexOfEither((byte) '"', (byte) '\\', units, i, to);
            if (i == ByteSearch.NOT_FOUND) {
                inString = true;
                return to;
            }
            if (units[i] == '"') {
                inString = false;
                return i + 1;
            }
            i += 2;
            if (i > to) {
                inString = true;
                escaped = true;
                return to;
            }
        }
    }

    private void push(boolean object) {
        if (depth < MATCHED_LEVELS) {
            int word = (int) (depth / Long.SIZE);
            if (word == objects.length) {
                objects = Arrays.copyOf(objects, 2 * word);
            }
            long bit = 1L << depth;
            objects[word] = object ? objects[word] | bit : objects[word] & ~bit;
        }
        depth++;
    }

    private boolean pop(boolean object) {
        if (depth <= MATCHED_LEVELS && isObject(depth - 1) != object) {
            return false;
        }
        depth--;
        return true;
    }

    private boolean isObject(long level) {
        return level < MATCHED_LEVELS && (objects[(int) (level / Long.SIZE)] & 1L << level) != 0;
    }

    JsonValueScanner copy() {
        JsonValueScanner copy = new JsonValueScanner();
        copy.objects = objects.clone();
        copy.depth = depth;
        copy.inScalar = inScalar;
        copy.inString = inString;
        copy.escaped = escaped;
        copy.mismatched = mismatched;
        return copy;
    }
}
