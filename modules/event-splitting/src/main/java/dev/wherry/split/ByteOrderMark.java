package dev.wherry.split;

import dev.wherry.wire.format.Encoding;
import java.util.Arrays;

/**
 * The byte order mark at the start of a file.
 *
 * @param encoding the encoding, which is never {@link Encoding#UTF_16}
 * @param length the size of the mark in bytes; 0 if there is none
 */
public record ByteOrderMark(Encoding encoding, int length) {
    /** No mark is longer. */
    public static final int MAX_LENGTH = 3;

    private static final byte[] UTF_8 = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] LITTLE_ENDIAN = {(byte) 0xFF, (byte) 0xFE};
    private static final byte[] BIG_ENDIAN = {(byte) 0xFE, (byte) 0xFF};

    /**
     * Looks for a mark.
     *
     * @param declared the encoding as the feed file names it
     * @param start the first bytes of the file
     */
    public static ByteOrderMark find(Encoding declared, byte[] start) {
        return switch (declared) {
            case UTF_8 -> new ByteOrderMark(declared, lengthAt(start, UTF_8));
            case UTF_16LE -> new ByteOrderMark(declared, lengthAt(start, LITTLE_ENDIAN));
            case UTF_16BE -> new ByteOrderMark(declared, lengthAt(start, BIG_ENDIAN));
            case UTF_16 -> {
                int bigEndian = lengthAt(start, BIG_ENDIAN);
                yield bigEndian > 0
                        ? new ByteOrderMark(Encoding.UTF_16BE, bigEndian)
                        : new ByteOrderMark(Encoding.UTF_16LE, lengthAt(start, LITTLE_ENDIAN));
            }
            case LATIN_1, WINDOWS_1252 -> new ByteOrderMark(declared, 0);
        };
    }

    /** Whether a file that starts with so few bytes may still get a mark. */
    static boolean isUndecided(Encoding declared, byte[] start) {
        return switch (declared) {
            case UTF_8 -> isPartOf(start, UTF_8);
            case UTF_16LE -> isPartOf(start, LITTLE_ENDIAN);
            case UTF_16BE -> isPartOf(start, BIG_ENDIAN);
            case UTF_16 -> isPartOf(start, LITTLE_ENDIAN) || isPartOf(start, BIG_ENDIAN);
            case LATIN_1, WINDOWS_1252 -> false;
        };
    }

    private static int lengthAt(byte[] start, byte[] mark) {
        return start.length >= mark.length && Arrays.equals(start, 0, mark.length, mark, 0, mark.length)
                ? mark.length
                : 0;
    }

    private static boolean isPartOf(byte[] start, byte[] mark) {
        return start.length < mark.length && Arrays.equals(start, 0, start.length, mark, 0, start.length);
    }
}
