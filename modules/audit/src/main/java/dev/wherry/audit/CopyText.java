package dev.wherry.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A reusable buffer of rows in the text format of {@code COPY}: fields separated by tabs, rows ended by line feeds. Not a CSV
 * library's writer, because rows must be sliced as bytes: see {@link CopyLoader}.
 */
final class CopyText {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[64 << 10];
    private int size;
    private int[] rowStarts = new int[1024];
    private int rows;
    private boolean firstField = true;

    CopyText beginRow() {
        if (rows == rowStarts.length) {
            rowStarts = Arrays.copyOf(rowStarts, rows * 2);
        }
        rowStarts[rows++] = size;
        firstField = true;
        return this;
    }

    void endRow() {
        put('\n');
    }

    /** Appends a text. PostgreSQL rejects NUL characters, which are not replaced. */
    CopyText text(String value) {
        separate();
        if (value == null) {
            return nullField();
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

    /** Appends a text with NUL characters replaced as in the quarantine. */
    CopyText storable(String value) {
        return text(value == null ? null : value.replace('\u0000', '\uFFFD'));
    }

    CopyText number(Long value) {
        separate();
        if (value == null) {
            return nullField();
        }
        for (byte each : Long.toString(value).getBytes(StandardCharsets.US_ASCII)) {
            put(each);
        }
        return this;
    }

    CopyText truth(boolean value) {
        return text(value ? "t" : "f");
    }

    CopyText bytes(byte[] value) {
        separate();
        if (value == null) {
            return nullField();
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

    /** The rows in a range, the end exclusive. */
    byte[] rows(int from, int to) {
        return Arrays.copyOfRange(bytes, rowStarts[from], to == rows ? size : rowStarts[to]);
    }

    void clear() {
        size = 0;
        rows = 0;
    }

    private void separate() {
        if (!firstField) {
            put('\t');
        }
        firstField = false;
    }

    private CopyText nullField() {
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
