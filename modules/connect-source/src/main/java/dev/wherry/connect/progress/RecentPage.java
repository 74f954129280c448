package dev.wherry.connect.progress;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/** Some fingerprints of what is published, each with a time if that is wanted. */
final class RecentPage {
    private final boolean timed;
    private long[] fingerprints = new long[8];
    private long[] times;
    private int count;

    RecentPage(boolean timed) {
        this.timed = timed;
        this.times = new long[timed ? fingerprints.length : 0];
    }

    int size() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    void add(long fingerprint, long time) {
        if (count == fingerprints.length) {
            fingerprints = Arrays.copyOf(fingerprints, 2 * count);
            times = Arrays.copyOf(times, timed ? 2 * count : 0);
        }
        fingerprints[count] = fingerprint;
        if (timed) {
            times[count] = time;
        }
        count++;
    }

    private long time(int index) {
        return timed ? times[index] : 0;
    }

    /** Removes what is no longer to be remembered. */
    void retain(RecentFingerprints.Filter filter) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (filter.keeps(fingerprints[i], time(i))) {
                fingerprints[kept] = fingerprints[i];
                if (timed) {
                    times[kept] = times[i];
                }
                kept++;
            }
        }
        count = kept;
    }

    String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(count * entryBytes(timed));
        for (int i = 0; i < count; i++) {
            bytes.putLong(fingerprints[i]);
            if (timed) {
                bytes.putLong(times[i]);
            }
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private static int entryBytes(boolean timed) {
        return timed ? 2 * Long.BYTES : Long.BYTES;
    }

    /** @throws IllegalArgumentException if {@link #encode} cannot have returned the text */
    static RecentPage decode(String text, boolean timed) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        if (bytes.remaining() % entryBytes(timed) != 0) {
            throw new IllegalArgumentException(bytes.remaining() + " bytes are not whole entries");
        }
        RecentPage page = new RecentPage(timed);
        while (bytes.hasRemaining()) {
            page.add(bytes.getLong(), timed ? bytes.getLong() : 0);
        }
        return page;
    }
}
