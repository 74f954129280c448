package dev.wherry.sink.copy;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.postgresql.copy.CopyIn;

/** Rows in the binary COPY format. Grows as needed. */
public final class CopyBuffer {
    /** The length that stands for null. */
    private static final int NULL_LENGTH = -1;

    /** Bytes in one message: the server processes a message while it receives the next. */
    private static final int MESSAGE_SIZE = 64 * 1024;

    /** Initially small: each table of a batch has its own buffer, and most batches quarantine nothing. */
    private byte[] bytes = new byte[4 * 1024];

    private int size;

    /**
     * Appends a row: an integer that numbers it, then its values.
     *
     * @throws IllegalArgumentException if a value does not fit its type; the buffer is then unchanged
     */
    public void appendRow(int number, List<PostgresType> types, Object[] values) {
        int start = size;
        try {
            int16(values.length + 1);
            int32(Integer.BYTES);
            int32(number);
            for (int i = 0; i < values.length; i++) {
                field(types.get(i).encoder(), values[i]);
            }
        } catch (IllegalArgumentException e) {
            size = start;
            throw e;
        }
    }

    void int16(int value) {
        ensureCapacity(2);
        bytes[size++] = (byte) (value >> 8);
        bytes[size++] = (byte) value;
    }

    void int32(int value) {
        ensureCapacity(4);
        putInt32(size, value);
        size += 4;
    }

    void int64(long value) {
        int32((int) (value >> 32));
        int32((int) value);
    }

    void int8(int value) {
        ensureCapacity(1);
        bytes[size++] = (byte) value;
    }

    void bytes(byte[] value) {
        ensureCapacity(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    /** Writes the value's length and bytes, or the marker for null. */
    void field(Encoder encoder, Object value) {
        if (value == null) {
            int32(NULL_LENGTH);
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

    /** Removes all rows. */
    public void clear() {
        size = 0;
    }

    /** Removes what was appended after the buffer had this size. */
    public void truncate(int size) {
        this.size = Math.min(this.size, size);
    }

    void writeTo(CopyIn copy, int from, int to) throws SQLException {
        for (int start = from; start < to; start += MESSAGE_SIZE) {
            copy.writeToCopy(bytes, start, Math.min(MESSAGE_SIZE, to - start));
        }
    }

    private void putInt32(int index, int value) {
        bytes[index] = (byte) (value >> 24);
        bytes[index + 1] = (byte) (value >> 16);
        bytes[index + 2] = (byte) (value >> 8);
        bytes[index + 3] = (byte) value;
    }

    private void ensureCapacity(int additional) {
        int needed = Math.addExact(size, additional);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1)));
        }
    }
}
