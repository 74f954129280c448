package dev.wherry.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Rows in the text format of {@code COPY}: fields between tabs, rows between line feeds. Grows as needed and is used again. */
final class CopyText {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[64 << 10];
    private int size;
    private int[] starts = new int[1024];
    private int rows;
    private boolean first = true;

    CopyText beginRow() {
        if (rows == starts.length) {
            starts = Arrays.copyOf(starts, rows * 2);
        }
        starts[rows++] = size;
        first = true;
        return this;
    }

    void endRow() {
        put('\n');
    }

    /** A text, NUL characters included, which PostgreSQL refuses; null as its null. */
    CopyText text(String value) {
        separate();
        if (value == null) {
            return nothing();
        }
        for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
            switch (each) {
                case '\\' -> put('\\', '\\');
                case '\t' -> put('\\', 't');
                case '\n' -> put('\\', 'n');
                case '\r' -> put('\\', 'r');
                default -> put(each);
            }
        }
        return this;
    }

    /** A text with what stands for NUL characters in the quarantine. */
    CopyText storable(String value) {
        return text(value == null ? null : value.replace('\u0000', '\uFFFD'));
    }

    CopyText number(Long value) {
        separate();
        if (value == null) {
            return nothing();
        }
        for (byte each : Long.toString(value).getBytes(StandardCharsets.US_ASCII)) {
            put(each);
        }
        return this;
    }

    CopyText bytes(byte[] value) {
        separate();
        if (value == null) {
            return nothing();
        }
        ensure(3 + 2 * value.length);
        put('\\', '\\');
        put('x');
        for (byte each : value) {
            bytes[size++] = HEX[(each >> 4) & 15];
            bytes[size++] = HEX[each & 15];
        }
        return this;
    }

    int size() {
        return size;
    }

    int rows() {
        return rows;
    }

    /** Some of the rows, from one up to another. */
    byte[] rows(int from, int to) {
        return Arrays.copyOfRange(bytes, starts[from], to == rows ? size : starts[to]);
    }

    void clear() {
        size = 0;
        rows = 0;
    }

    private void separate() {
        if (!first) {
            put('\t');
        }
        first = false;
    }

    private CopyText nothing() {
        put('\\', 'N');
        return this;
    }

    private void put(int one, int other) {
        put(one);
        put(other);
    }

    private void put(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    private void ensure(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1)));
        }
    }
}
