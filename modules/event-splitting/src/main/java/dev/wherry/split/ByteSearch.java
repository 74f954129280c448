package dev.wherry.split;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds bytes, eight at a time. */
final class ByteSearch {
    static final int NOT_FOUND = -1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private ByteSearch() {}

    /** The index of the first such byte, or {@link #NOT_FOUND}. */
    static int indexOf(byte wanted, byte[] bytes, int from, int to) {
        long pattern = repeated(wanted);
        int i = from;
        for (int last = to - Long.BYTES; i <= last; i += Long.BYTES) {
            long found = matches(bytes, i, pattern) & HIGH_BITS;
            if (found != 0) {
                return i + firstByte(found);
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return NOT_FOUND;
    }

    /** The index of the first byte that is one of the two, or {@link #NOT_FOUND}. */
    static int indexOfEither(byte one, byte other, byte[] bytes, int from, int to) {
        long onePattern = repeated(one);
        long otherPattern = repeated(other);
        int i = from;
        for (int last = to - Long.BYTES; i <= last; i += Long.BYTES) {
            long found = (matches(bytes, i, onePattern) | matches(bytes, i, otherPattern)) & HIGH_BITS;
            if (found != 0) {
                return i + firstByte(found);
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == one || bytes[i] == other) {
                return i;
            }
        }
        return NOT_FOUND;
    }

    /** The index of the first line feed, carriage return, or byte as given, or {@link #NOT_FOUND}. */
    static int indexOfLineEndOr(byte wanted, byte[] bytes, int from, int to) {
        long pattern = repeated(wanted);
        int i = from;
        for (int last = to - Long.BYTES; i <= last; i += Long.BYTES) {
            long found = (matches(bytes, i, repeated((byte) '\n'))
                            | matches(bytes, i, repeated((byte) '\r'))
                            | matches(bytes, i, pattern))
                    & HIGH_BITS;
            if (found != 0) {
                return i + firstByte(found);
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == wanted) {
                return i;
            }
        }
        return NOT_FOUND;
    }

    static long eight(byte[] bytes, int index) {
        return (long) LONGS.get(bytes, index);
    }

    /** Whether one of them is a bracket, a brace, a backslash or a vertical bar. */
    static boolean hasBracketOrBackslash(long eight) {
        long upper = (eight | 0x2020202020202020L) & ~HIGH_BITS;
        return ((upper + 0x0505050505050505L) & ~(upper + 0x0202020202020202L) & ~eight & HIGH_BITS) != 0;
    }

    /** Whether an odd number of them are equal to a byte. */
    static boolean hasOddCount(byte wanted, long eight) {
        long differences = eight ^ repeated(wanted);
        long different = ((differences & ~HIGH_BITS) + ~HIGH_BITS) | differences;
        return (Long.bitCount(~different & HIGH_BITS) & 1) != 0;
    }

    private static long repeated(byte wanted) {
        return (wanted & 0xffL) * LOW_BITS;
    }

    /**
     * The high bit of each byte that equals that of the pattern. Bits above the first one may be set as well, by borrows;
     * the others mean nothing.
     */
    private static long matches(byte[] bytes, int index, long pattern) {
        long differences = (long) LONGS.get(bytes, index) ^ pattern;
        return (differences - LOW_BITS) & ~differences;
    }

    private static int firstByte(long highBits) {
        return Long.numberOfTrailingZeros(highBits) / Byte.SIZE;
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
