package dev.wherry.source.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wherry.connect.batch.DocumentContent;

/**
 * Determines whether bytes hold a complete JSON document without parsing them: an object or array that opens first and
 * closes last, surrounded by white space only. Strings and escapes are recognised. Nothing is decoded: in UTF-8, no
 * byte of a multi-byte character equals a structural character.
 *
 * <p>Everything else counts as incomplete, because a writer may still be writing it. A scalar could continue at any
 * time.
 */
public final class JsonCompleteness {
    private JsonCompleteness() {}

    static boolean isComplete(DocumentContent content) {
        return isComplete(
                content.encoding().unitBytes() == 1
                        ? content.bytes()
                        : new String(content.bytes(), content.encoding().charset()).getBytes(UTF_8));
    }

    public static boolean isComplete(byte[] bytes) {
        int last = bytes.length - 1;
        while (last >= 0 && isWhiteSpace(bytes[last])) {
            last--;
        }
        // An unfinished document rarely ends in a bracket, so most are rejected here.
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

    /** Returns the index of the closing quote, or at least {@code last} if there is none. */
    private static int endOfString(byte[] bytes, int start, int last) {
        int i = start + 1;
        while (i < last && bytes[i] != '"') {
            i += bytes[i] == '\\' ? 2 : 1;
        }
        return i;
    }

    private static boolean isWhiteSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
