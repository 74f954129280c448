package dev.wherry.source.document;

/**
 * Tells whether a file holds a whole JSON document, without parsing it: an object or an array that opens first and
 * closes last, and nothing but white space around it. Strings and their escapes are respected. In UTF-8 no byte of a
 * longer character looks like one of those that matter, so nothing is decoded.
 *
 * <p>Everything else is incomplete as far as anybody can tell: a writer may be at it. A scalar could go on at any
 * moment, and where something follows the end, the end was none.
 */
public final class JsonCompleteness {
    private JsonCompleteness() {}

    public static boolean isComplete(byte[] bytes) {
        int last = bytes.length - 1;
        while (last >= 0 && isWhiteSpace(bytes[last])) {
            last--;
        }
        // A document in the making ends like this only by chance, so most need no more than one look.
        if (last < 1 || (bytes[last] != '}' && bytes[last] != ']')) {
            return false;
        }
        int first = 0;
        while (isWhiteSpace(bytes[first])) {
            first++;
        }
        return closesAt(bytes, first, last);
    }

    private static boolean closesAt(byte[] bytes, int first, int last) {
        if (bytes[first] != '{' && bytes[first] != '[') {
            return false;
        }
        int depth = 0;
        for (int i = first; i <= last; i++) {
            switch (bytes[i]) {
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    depth--;
                    if (depth == 0) {
                        return i == last;
                    }
                }
                case '"' -> i = endOfString(bytes, i, last);
                default -> {}
            }
        }
        return false;
    }

    /** Where the string that begins here ends, or the last place if it does not. */
    private static int endOfString(byte[] bytes, int begin, int last) {
        int i = begin + 1;
        while (i < last && bytes[i] != '"') {
            i += bytes[i] == '\\' ? 2 : 1;
        }
        return i;
    }

    private static boolean isWhiteSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
