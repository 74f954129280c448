package dev.wherry.sink;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads along what a client sends to PostgreSQL, and counts it: a first message without a type, then messages of one byte of type
 * and four of length. The server is waited for at each {@code Q} (a query) and {@code S} (the end of extended queries).
 */
final class ClientMessages {
    private static final char ROWS_OF_A_COPY = 'd';

    private final Map<Character, Integer> counts = new TreeMap<>();
    private byte[] pending = new byte[0];
    private boolean started;

    /** Takes the next bytes of the stream. */
    synchronized void read(byte[] bytes, int size) {
        byte[] all = Arrays.copyOf(pending, pending.length + size);
        System.arraycopy(bytes, 0, all, pending.length, size);
        int at = 0;
        for (int end = end(all, at); end <= all.length; end = end(all, at)) {
            if (started) {
                counts.merge((char) all[at], 1, Integer::sum);
            }
            // What comes first may be a question for encryption, of 8 bytes, and is followed by another first message.
            started |= end - at > 2 * Integer.BYTES;
            at = end;
        }
        pending = Arrays.copyOfRange(all, at, all.length);
    }

    private int end(byte[] bytes, int at) {
        int length = at + (started ? 1 : 0);
        return bytes.length < length + Integer.BYTES
                ? Integer.MAX_VALUE
                : length + ByteBuffer.wrap(bytes).getInt(length);
    }

    /** How many messages of each type there were since the last call, pieces of rows left out. */
    synchronized Map<Character, Integer> take() {
        Map<Character, Integer> taken = new TreeMap<>(counts);
        taken.remove(ROWS_OF_A_COPY);
        counts.clear();
        return taken;
    }
}
