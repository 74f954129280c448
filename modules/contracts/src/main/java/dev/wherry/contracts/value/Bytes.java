package dev.wherry.contracts.value;

import java.util.Arrays;

/** Bytes that are put together one after the other, in a buffer that is used again. ByteArrayOutputStream would lock for each of them. */
final class Bytes {
    private byte[] buffer = new byte[64];
    private int length;

    void clear() {
        length = 0;
    }

    void add(int value) {
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * length);
        }
        buffer[length++] = (byte) value;
    }

    /** The lowest {@code count} bytes of the value, the highest of them first. */
    void addBigEndian(long value, int count) {
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
            add((int) (value >>> shift));
        }
    }

    byte[] copy() {
        return Arrays.copyOf(buffer, length);
    }
}
