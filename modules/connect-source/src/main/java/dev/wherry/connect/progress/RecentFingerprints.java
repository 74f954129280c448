package dev.wherry.connect.progress;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * The fingerprints of what is published, on pages, each a source partition. Every page also contains the rest of the progress,
 * and that of the page with the greatest sequence number counts. So one record stores all that has changed. A page is reused
 * once all its fingerprints are forgotten.
 */
public final class RecentFingerprints {
    /** As JSON, with the rest of the progress, a page stays far below the 1 MB that Connect stores at most. */
    public static final int PAGE_ENTRIES = 2048;

    private final Layout layout;
    private final Rest rest;
    private final List<RecentPage> pages = new ArrayList<>();
    private final List<Long> sequences = new ArrayList<>();
    private final List<PartitionOffset> offsets = new ArrayList<>();
    private final Set<Long> all = new HashSet<>();
    private int page;

    /**
     * How they are stored.
     *
     * @param timed whether each has a time
     * @param pageEntries the maximum number on a page
     * @param partition the source partition of each page
     */
    public record Layout(boolean timed, int pageEntries, IntFunction<Map<String, String>> partition) {}

    /** The rest of the progress. */
    public interface Rest {
        void writeTo(Map<String, Object> offset);
    }

    /** Which ones are to be remembered. */
    public interface Filter {
        boolean keeps(long fingerprint, long time);
    }

    /**
     * @param stored the stored offsets of the pages; null where none is stored
     * @throws IllegalArgumentException if an offset was not written by this class
     */
    public RecentFingerprints(Layout layout, List<Map<String, Object>> stored, Rest rest) {
        this.layout = layout;
        this.rest = rest;
        long newest = -1;
        for (Map<String, Object> offset : stored) {
            long sequence = offset == null ? -1 : number(offset, "sequence");
            addPage(
                    offset == null
                            ? new RecentPage(layout.timed())
                            : RecentPage.decode(String.valueOf(offset.get("recent")), layout.timed()),
                    sequence,
                    offset);
            if (sequence > newest) {
                newest = sequence;
                page = pages.size() - 1;
            }
        }
        if (pages.isEmpty()) {
            addPage(new RecentPage(layout.timed()), 0, null);
        }
        retain((fingerprint, time) -> all.add(fingerprint) || true);
    }

    /** The stored rest of the progress; null if none is stored. */
    public static Map<String, Object> newest(List<Map<String, Object>> stored) {
        Map<String, Object> newest = null;
        for (Map<String, Object> offset : stored) {
            if (offset != null && (newest == null || number(offset, "sequence") > number(newest, "sequence"))) {
                newest = offset;
            }
        }
        return newest;
    }

    /** @throws IllegalArgumentException if the offset does not contain such a number */
    public static long number(Map<String, Object> offset, String name) {
        if (offset.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("it has no number " + name);
    }

    private void addPage(RecentPage added, long sequence, Map<String, Object> stored) {
        int index = pages.size();
        pages.add(added);
        sequences.add(sequence);
        // Without exactly-once support, the records before the last one repeat a progress that publishes nothing less.
        Map<String, ?> before = stored == null ? capture(index) : stored;
        offsets.add(new PartitionOffset(layout.partition().apply(index), before, () -> capture(index)));
    }

    private Map<String, ?> capture(int index) {
        Map<String, Object> offset = new HashMap<>();
        rest.writeTo(offset);
        offset.put("sequence", sequences.get(index));
        offset.put("recent", pages.get(index).encode());
        return offset;
    }

    /** Everything that is published is committed. */
    public void beginBatch() {
        if (isPageFull()) {
            turnPage();
        }
    }

    /** Whether the next one begins another page. */
    public boolean isPageFull() {
        return pages.get(page).size() >= layout.pageEntries();
    }

    /** The offset that the next record must carry. */
    public PartitionOffset offset() {
        return offsets.get(page);
    }

    public boolean contains(long fingerprint) {
        return all.contains(fingerprint);
    }

    /**
     * Remembers one. Call it before {@link #offset} for its record.
     *
     * @param time ignored unless they have times
     */
    public void add(long fingerprint, long time) {
        beginBatch();
        pages.get(page).add(fingerprint, time);
        all.add(fingerprint);
    }

    private void turnPage() {
        long next = Collections.max(sequences) + 1;
        int free = 0;
        while (free < pages.size() && !pages.get(free).isEmpty()) {
            free++;
        }
        if (free == pages.size()) {
            addPage(new RecentPage(layout.timed()), next, null);
        }
        sequences.set(free, next);
        page = free;
    }

    /** Forgets all that the filter does not keep. */
    public void retain(Filter filter) {
        pages.forEach(each -> each.retain((fingerprint, time) -> {
            boolean kept = filter.keeps(fingerprint, time);
            if (!kept) {
                all.remove(fingerprint);
            }
            return kept;
        }));
    }

    /** How many pages there are. */
    public int pageCount() {
        return pages.size();
    }
}
