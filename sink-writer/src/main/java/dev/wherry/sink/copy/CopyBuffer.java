package dev.wherry.sink.copy;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.postgresql.copy.CopyIn;

/** The bytes of rows on their way to a binary COPY; grows as needed. */
public final class CopyBuffer {
    private static final int NULL = -1;
    /** Of a message to the server, which takes one in while it gets the next. */
    private static final int PIECE = 64 * 1024;

    /** Small, because each table of a batch has a buffer of its own, and most batches quarantine nothing. */
    private byte[] bytes = new byte[4 * 1024];

    private int size;

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if a value does not fit its type; nothing is added then
     */
    public void row(List<PostgresType> types, Object[] values) {
        int start = size;
        try {
            int16(values.length);
            for (int i = 0; i < values.length; i++) {
                field(types.get(i).encoder(), values[i]);
            }
        } catch (IllegalArgumentException e) {
            size = start;
            throw e;
        }
    }

    void int16(int value) {
        ensure(2);
        bytes[size++] = (byte) (value >> 8);
        bytes[size++] = (byte) value;
    }

    void int32(int value) {
        ensure(4);
        putInt32(size, value);
        size += 4;
    }

    void int64(long value) {
        int32((int) (value >> 32));
        int32((int) value);
    }

    void int8(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    void raw(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    /** The value's length and bytes; null as PostgreSQL's null. */
    void field(Encoder encoder, Object value) {
        if (value == null) {
            int32(NULL);
            return;
        }
        int start = size;
        int32(0);
        encoder.encode(value, this);
        putInt32(start, size - start - 4);
    }

    public int size() {
        return size;
    }

    /** Forgets everything. */
    public void clear() {
        size = 0;
    }

    void writeTo(CopyIn copy, int from, int to) throws SQLException {
        for (int at = from; at < to; at += PIECE) {
            copy.writeToCopy(bytes, at, Math.min(PIECE, to - at));
        }
    }

    private void putInt32(int at, int value) {
        bytes[at] = (byte) (value >> 24);
        bytes[at + 1] = (byte) (value >> 16);
        bytes[at + 2] = (byte) (value >> 8);
        bytes[at + 3] = (byte) value;
    }

    private void ensure(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1)));
        }
    }
}
