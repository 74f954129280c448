package dev.wherry.wire;

import java.util.Arrays;

/**
 * Encodes origins as bytes whose unsigned lexical order is the order of the events of one version: those of growing files,
 * which have no modification time, first, then by modification time, by file and by offset.
 *
 * <pre>
 * 1 if there is a modification time, else 0 | modification time (8, if there is one) | file | 0 | offset (8)
 * </pre>
 *
 * <p>Numbers are big-endian; the sign of the time is flipped. Files sort by UTF-16 code units, as Java's strings do, so each
 * unit is encoded like a code point of UTF-8. U+0000 is 0 and 255, which is greater than the end of the file and the first
 * byte of an offset, and less than any other unit.
 */
public final class OriginOrder {
    private static final int LONGEST_UNIT = 3;

    private OriginOrder() {}

    public static byte[] encode(Origin origin) {
        String file = origin.file();
        byte[] bytes = new byte[2 + 2 * Long.BYTES + LONGEST_UNIT * file.length()];
        int size = 0;
        bytes[size++] = (byte) (origin.modified().isPresent() ? 1 : 0);
        if (origin.modified().isPresent()) {
            size = put(origin.modified().getAsLong() ^ Long.MIN_VALUE, bytes, size);
        }
        for (int i = 0; i < file.length(); i++) {
            size = put(file.charAt(i), bytes, size);
        }
        bytes[size++] = 0;
        size = put(origin.offset(), bytes, size);
        return Arrays.copyOf(bytes, size);
    }

    private static int put(long number, byte[] bytes, int size) {
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[size + i] = (byte) (number >>> (Long.SIZE - Byte.SIZE * (i + 1)));
        }
        return size + Long.BYTES;
    }

    private static int put(char unit, byte[] bytes, int start) {
        int size = start;
        if (unit == 0) {
            bytes[size++] = 0;
            bytes[size++] = (byte) 0xFF;
        } else if (unit < 0x80) {
            bytes[size++] = (byte) unit;
        } else if (unit < 0x800) {
            bytes[size++] = (byte) (0xC0 | unit >> 6);
            bytes[size++] = (byte) (0x80 | unit & 0x3F);
        } else {
            bytes[size++] = (byte) (0xE0 | unit >> 12);
            bytes[size++] = (byte) (0x80 | unit >> 6 & 0x3F);
            bytes[size++] = (byte) (0x80 | unit & 0x3F);
        }
        return size;
    }
}
