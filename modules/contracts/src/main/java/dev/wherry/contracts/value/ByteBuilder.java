package dev.wherry.contracts.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Appends bytes to a reusable buffer. ByteArrayOutputStream would lock for each byte. */
final class ByteBuilder {
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

    /** Appends the lowest {@code count} bytes of the value, most significant first. */
    void addBigEndian(long value, int count) {
        for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
            add((int) (value >>> shift));
        }
    }

    /**
     * Appends UTF-8, whose byte order is the order of code points. A zero byte is escaped as 00 FF and 00 00 ends the text, so
     * that a prefix sorts before the longer text.
     */
    void addText(String text) {
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            add(unit);
            if (unit == 0) {
                add(0xFF);
            }
        }
        add(0);
        add(0);
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }
}
