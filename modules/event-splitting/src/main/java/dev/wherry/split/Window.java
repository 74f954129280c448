package dev.wherry.split;

import dev.wherry.wire.format.Encoding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The part of a content that is in memory, as units: characters of ASCII are one unit, which is a byte. For UTF-16 the
 * units are a second array, in which every other character is some byte that is not ASCII.
 *
 * <p>NULs at the end of the content are left out: preallocated files end in them, and their writers replace them.
 */
final class Window {
    private static final byte NOT_ASCII = (byte) 0x80;

    private byte[] bytes;
    private byte[] shadow = {};
    private byte[] secondLook = {};
    /** Bytes per unit, as a power of two. */
    private int shift;

    private boolean bigEndian;
    private long base;
    private int length;
    private boolean atEnd;
    private @Nullable NulRun nuls;

    /** @param initialBytes an even number */
    Window(int initialBytes) {
        bytes = new byte[initialBytes];
    }

    /** Starts at a position, empty. */
    void open(Encoding encoding, long position, @Nullable NulRun lastNuls) {
        shift = encoding.unitBytes() - 1;
        bigEndian = encoding == Encoding.UTF_16BE;
        // Behind half a character, which was published as it stood, the next one starts.
        base = position + (position & shift);
        length = 0;
        atEnd = false;
        nuls = lastNuls;
        if (shift > 0 && shadow.length < bytes.length >> shift) {
            shadow = new byte[bytes.length >> shift];
        }
    }

    byte[] units() {
        return shift == 0 ? bytes : shadow;
    }

    /** The number of units. */
    int length() {
        return length >> shift;
    }

    /** The position of a unit in the content. */
    long offset(int unit) {
        return base + ((long) unit << shift);
    }

    /** The end of the window, behind an odd last byte. */
    long endOffset() {
        return base + length;
    }

    /** Whether a byte is left that is half a unit. */
    boolean hasHalfUnit() {
        return length != length() << shift;
    }

    /** Whether the content ends here, apart from NULs. */
    boolean isAtEnd() {
        return atEnd;
    }

    @Nullable
    NulRun nuls() {
        return nuls;
    }

    byte[] copy(long from, int size) {
        int start = (int) (from - base);
        return Arrays.copyOfRange(bytes, start, start + size);
    }

    /** The bytes of some units. */
    ByteBuffer bytesOf(int from, int to) {
        return ByteBuffer.wrap(bytes, from << shift, (to - from) << shift);
    }

    /** Drops the first units. */
    void discard(int units) {
        int count = units << shift;
        System.arraycopy(bytes, count, bytes, 0, length - count);
        if (shift > 0) {
            System.arraycopy(shadow, units, shadow, 0, length() - units);
        }
        base += count;
        length -= count;
    }

    /** Makes room for more if there is none. */
    void growIfFull(long maxBytes) {
        if (length == bytes.length) {
            long capacity = Math.max(Math.min(2L * length, maxBytes), length + 1L);
            bytes = Arrays.copyOf(bytes, (int) (capacity + 1) & ~1);
            if (shift > 0) {
                shadow = Arrays.copyOf(shadow, bytes.length >> shift);
            }
        }
    }

    /** Appends what follows. Appends nothing, without being at the end, if the content cannot be relied on just now. */
    void fill(Content content, BooleanSupplier timeIsUp) throws IOException {
        int from = length;
        int read = content.read(base + from, ByteBuffer.wrap(bytes, from, bytes.length - from));
        length = from + read;
        atEnd = length < bytes.length;
        int nul = convert(from >> shift);
        if (nul == ByteSearch.NOT_FOUND || content.isStable()) {
            return;
        }
        int end = endWithoutNuls(nul << shift);
        if (end < length && !isFollowedByData(content, end, from, timeIsUp)) {
            length = end;
        }
        if (nul < length()) {
            lookAgain(content, from, nul);
        }
    }

    /** Fills in the units from the given one. Returns the index of the first that is NUL. */
    private int convert(int from) {
        if (shift == 0) {
            return ByteSearch.indexOf((byte) 0, bytes, from, length);
        }
        int high = bigEndian ? 0 : 1;
        for (int unit = from; unit < length(); unit++) {
            shadow[unit] = bytes[2 * unit + high] == 0 ? bytes[2 * unit + 1 - high] : NOT_ASCII;
        }
        return ByteSearch.indexOf((byte) 0, shadow, from, length());
    }

    private int endWithoutNuls(int from) {
        int end = length;
        while (end > from && bytes[end - 1] == 0) {
            end--;
        }
        int unitEnd = ((end + shift) >> shift) << shift;
        return Math.min(unitEnd, length);
    }

    /** Whether data follows the NULs from an index to the end of the window. */
    private boolean isFollowedByData(Content content, int end, int from, BooleanSupplier timeIsUp) throws IOException {
        if (atEnd) {
            rememberNuls(new NulRun(base + end, base + length, false));
            return false;
        }
        if (end > from) {
            // The next call sees them again, behind what is there to scan now.
            return false;
        }
        long at = base + length;
        if (nuls != null && nuls.covers(base + end, at)) {
            if (nuls.dataFollows()) {
                return true;
            }
            at = nuls.to();
        }
        while (true) {
            byte[] ahead = secondLook(bytes.length);
            int read = content.read(at, ByteBuffer.wrap(ahead));
            if (!ByteSearch.isAllNul(ahead, 0, read)) {
                rememberNuls(new NulRun(base + end, at, true));
                return true;
            }
            at += read;
            rememberNuls(new NulRun(base + end, at, false));
            if (read < ahead.length) {
                atEnd = true;
                return false;
            }
            if (timeIsUp.getAsBoolean()) {
                return false;
            }
        }
    }

    private void rememberNuls(NulRun run) {
        boolean known = nuls != null && nuls.covers(run.from(), run.to()) && !run.dataFollows();
        if (!known) {
            nuls = run;
        }
    }

    /**
     * Makes sure that NULs before data are not from before the data was written: a writer of a preallocated file may have
     * replaced them during the read.
     */
    private void lookAgain(Content content, int from, int nul) throws IOException {
        int size = length - from;
        byte[] again = secondLook(size);
        int read = content.read(base + from, ByteBuffer.wrap(again, 0, size));
        if (read < size || !Arrays.equals(again, 0, size, bytes, from, length)) {
            length = nul << shift;
            atEnd = false;
        }
    }

    private byte[] secondLook(int size) {
        if (secondLook.length < size) {
            secondLook = new byte[size];
        }
        return secondLook;
    }
}
