package dev.wherry.source.progress;

import dev.wherry.connect.progress.PartitionOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * The fingerprints of the documents of one feed and shard that are published and still in the inbox, on pages. A page
 * is one source partition. Publishing a document rewrites only its page, and a document that leaves the inbox frees its
 * index. So the stored state is bounded by the largest number of files in the inbox at one time.
 *
 * <p>Indexes are reused lazily: a fingerprint that a complete scan did not see stays known until another one replaces
 * it. So an inbox that is unavailable for a while, for example unmounted, is recognised when it returns.
 */
final class PublishedFingerprints {
    static final String PARTITION = "documents";
    static final String PUBLISHED = "published";
    static final int PAGE_SIZE = 256;

    private final String name;
    private final Fingerprints fingerprints = new Fingerprints();
    /** Indexes that must not be reused. */
    private final BitSet occupied = new BitSet();

    private final List<PartitionOffset> pages = new ArrayList<>();
    private int[] lastScanSeen = new int[0];
    private int scan;

    /**
     * @param name names the feed and shard
     * @param stored the stored offset of each page; null where none is stored
     * @throws IllegalArgumentException if {@link #render} cannot have written an offset
     */
    PublishedFingerprints(String name, List<Map<String, Object>> stored) {
        this.name = name;
        for (Map<String, Object> offset : stored) {
            int first = addPage(offset == null ? Map.of(PUBLISHED, "") : offset) * PAGE_SIZE;
            if (offset != null) {
                long[] published = FingerprintCodec.decode(String.valueOf(offset.get(PUBLISHED)));
                for (int i = 0; i < Math.min(published.length, PAGE_SIZE); i++) {
                    put(first + i, published[i]);
                }
            }
        }
    }

    static Map<String, String> partition(String name, int page) {
        return Map.of(PARTITION, name + "/" + page);
    }

    boolean contains(long fingerprint) {
        return fingerprints.indexOf(fingerprint) != Fingerprints.NOT_FOUND;
    }

    /** A scan saw a document. Returns whether it is published; if so, its index is not reused. */
    boolean markSeen(long fingerprint) {
        int index = fingerprints.indexOf(fingerprint);
        if (index == Fingerprints.NOT_FOUND) {
            return false;
        }
        occupied.set(index);
        lastScanSeen[index] = scan;
        return true;
    }

    /** Adds a fingerprint at the lowest free index. Returns the offset of its page. */
    PartitionOffset add(long fingerprint) {
        int index = occupied.nextClearBit(0);
        if (index >= pages.size() * PAGE_SIZE) {
            addPage(Map.of(PUBLISHED, ""));
        }
        put(index, fingerprint);
        return pages.get(index / PAGE_SIZE);
    }

    /** The document is disposed of, or its content changed. */
    void forget(long fingerprint) {
        int index = fingerprints.indexOf(fingerprint);
        if (index != Fingerprints.NOT_FOUND) {
            fingerprints.clear(index);
            occupied.clear(index);
        }
    }

    /** A complete scan ended: fingerprints that it did not see may be replaced. */
    void scanEnded() {
        for (int index = occupied.nextSetBit(0); index >= 0; index = occupied.nextSetBit(index + 1)) {
            if (lastScanSeen[index] < scan) {
                occupied.clear(index);
            }
        }
        scan++;
    }

    int pageCount() {
        return pages.size();
    }

    private void put(int index, long fingerprint) {
        fingerprints.put(index, fingerprint);
        lastScanSeen[index] = scan;
        occupied.set(index);
    }

    private int addPage(Map<String, ?> stored) {
        int page = pages.size();
        pages.add(new PartitionOffset(partition(name, page), stored, () -> Map.of(PUBLISHED, render(page))));
        int needed = pages.size() * PAGE_SIZE;
        if (needed > lastScanSeen.length) {
            // Grows by a quarter, so that not every page copies the arrays.
            int size = Math.max(needed, lastScanSeen.length + lastScanSeen.length / 4);
            fingerprints.resize(size);
            lastScanSeen = Arrays.copyOf(lastScanSeen, size);
        }
        return page;
    }

    private String render(int page) {
        long[] published = new long[PAGE_SIZE];
        int count = 0;
        for (int index = page * PAGE_SIZE; index < (page + 1) * PAGE_SIZE; index++) {
            if (fingerprints.get(index) != Fingerprints.NONE) {
                published[count++] = fingerprints.get(index);
            }
        }
        return FingerprintCodec.encode(published, count);
    }
}
