package dev.wherry.sink.copy;

import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyIn;

/** The bytes of rows on their way to a binary COPY; grows as needed and is used again. */
public final class CopyBuffer {
    private static final int NULL = -1;

    private byte[] bytes = new byte[64 * 1024];
    private int size;

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

    /** Forgets everything from there on. */
    public void cutTo(int shorter) {
        size = shorter;
    }

    /** Hands everything over to the server and is empty afterwards. */
    public void flushTo(CopyIn copy) throws SQLException {
        copy.writeToCopy(bytes, 0, size);
        size = 0;
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
