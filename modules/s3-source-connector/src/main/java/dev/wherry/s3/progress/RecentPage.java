package dev.wherry.s3.progress;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.LongConsumer;

/** Some fingerprints of published objects, with the times at which these were modified. */
final class RecentPage {
    /** As JSON, with the rest of the progress, a page stays far below the 1 MB that Connect stores at most. */
    static final int MAX_ENTRIES = 2048;

    private static final int ENTRY_BYTES = 2 * Long.BYTES;

    private long[] fingerprints = new long[8];
    private long[] modified = new long[8];
    private int count;

    int size() {
        return count;
    }

    void add(long fingerprint, long modifiedAt) {
        if (count == fingerprints.length) {
            fingerprints = Arrays.copyOf(fingerprints, 2 * count);
            modified = Arrays.copyOf(modified, 2 * count);
        }
        fingerprints[count] = fingerprint;
        modified[count++] = modifiedAt;
    }

    /** Removes what was modified before a time. */
    void removeBefore(long time, LongConsumer removed) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (modified[i] >= time) {
                fingerprints[kept] = fingerprints[i];
                modified[kept++] = modified[i];
            } else {
                removed.accept(fingerprints[i]);
            }
        }
        count = kept;
    }

    void forEach(LongConsumer consumer) {
        for (int i = 0; i < count; i++) {
            consumer.accept(fingerprints[i]);
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    String encode() {
        ByteBuffer bytes = ByteBuffer.allocate(count * ENTRY_BYTES);
        for (int i = 0; i < count; i++) {
            bytes.putLong(fingerprints[i]).putLong(modified[i]);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** @throws IllegalArgumentException if {@link #encode} cannot have returned the text */
    static RecentPage decode(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        if (bytes.remaining() % ENTRY_BYTES != 0) {
            throw new IllegalArgumentException(bytes.remaining() + " bytes are not whole entries");
        }
        RecentPage page = new RecentPage();
        while (bytes.hasRemaining()) {
            page.add(bytes.getLong(), bytes.getLong());
        }
        return page;
    }
}
