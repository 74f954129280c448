package dev.wherry.split;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds a byte, eight at a time. */
final class ByteSearch {
    static final int NOT_FOUND = -1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private ByteSearch() {}

    /** The index of the first such byte, or {@link #NOT_FOUND}. */
    static int indexOf(byte wanted, byte[] bytes, int from, int to) {
        long pattern = (wanted & 0xffL) * LOW_BITS;
        int i = from;
        for (int last = to - Long.BYTES; i <= last; i += Long.BYTES) {
            long differences = (long) LONGS.get(bytes, i) ^ pattern;
            // The high bit of each zero byte; borrows can add bits only above the first one.
            long zeros = (differences - LOW_BITS) & ~differences & HIGH_BITS;
            if (zeros != 0) {
                return i + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return NOT_FOUND;
    }

    static boolean isAllNul(byte[] bytes, int from, int to) {
        int i = from;
        for (int last = to - Long.BYTES; i <= last; i += Long.BYTES) {
            if ((long) LONGS.get(bytes, i) != 0) {
                return false;
            }
        }
        for (; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
