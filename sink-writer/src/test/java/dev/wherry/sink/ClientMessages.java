package dev.wherry.sink;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the messages that a client sends to PostgreSQL: a startup message without a type, then messages with one byte of
 * type and four of length. The client waits for the server after each {@code Q} (Query) and {@code S} (Sync).
 */
final class ClientMessages {
    private static final char COPY_DATA = 'd';

    private final Map<Character, Integer> counts = new TreeMap<>();
    private byte[] pending = new byte[0];
    private boolean started;

    /** Reads the next bytes of the stream. */
    synchronized void read(byte[] bytes, int size) {
        byte[] all = Arrays.copyOf(pending, pending.length + size);
        System.arraycopy(bytes, 0, all, pending.length, size);
        int at = 0;
        for (int end = end(all, at); end <= all.length; end = end(all, at)) {
            if (started) {
                counts.merge((char) all[at], 1, Integer::sum);
            }
            // An SSLRequest of 8 bytes may precede the startup message.
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

    /** The number of messages of each type since the last call, without COPY data. */
    synchronized Map<Character, Integer> drainCounts() {
        Map<Character, Integer> drained = new TreeMap<>(counts);
        drained.remove(COPY_DATA);
        counts.clear();
        return drained;
    }
}
