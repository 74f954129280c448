package dev.wherry.source.progress;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * The documents of one feed and shard that are published and still lie in the inbox, as stamps on pages. A page is one
 * source partition; publishing a document rewrites its page only, and a document that is gone makes room on it, so that
 * what is stored is bounded by what lies in the inbox at one time, not by all that ever did.
 *
 * <p>Room is given away lazily: a stamp that a whole scan did not meet stays known until another takes its place. So an
 * inbox that is away for a while, an unmounted one say, is recognised when it is back.
 */
final class PublishedFingerprints {
    static final String PARTITION = "documents";
    static final String STAMPS = "published";
    static final int PAGE = 256;

    private final String name;
    private final Fingerprints stamps = new Fingerprints();
    private final BitSet occupied = new BitSet();
    private final List<PartitionOffset> pages = new ArrayList<>();
    private int[] seenBy = new int[0];
    private int scan;

    /**
     * @param name of the feed and shard
     * @param stored what is stored of its pages, from the first on; null where nothing is
     */
    PublishedFingerprints(String name, List<Map<String, Object>> stored) {
        this.name = name;
        for (Map<String, Object> page : stored) {
            int first = addPage(page == null ? Map.of(STAMPS, "") : page) * PAGE;
            if (page != null) {
                long[] read = FingerprintCodec.read(String.valueOf(page.get(STAMPS)));
                for (int i = 0; i < Math.min(read.length, PAGE); i++) {
                    put(first + i, read[i]);
                }
            }
        }
    }

    static Map<String, String> partition(String name, int page) {
        return Map.of(PARTITION, name + "/" + page);
    }

    boolean knows(long stamp) {
        return stamps.placeOf(stamp) != Fingerprints.NOWHERE;
    }

    /** A scan met it: if it is known, its place is not to be given away. */
    boolean seen(long stamp) {
        int place = stamps.placeOf(stamp);
        if (place == Fingerprints.NOWHERE) {
            return false;
        }
        occupied.set(place);
        seenBy[place] = scan;
        return true;
    }

    /** Takes the lowest place there is. Returns the page that the stamp is on. */
    PartitionOffset add(long stamp) {
        int place = occupied.nextClearBit(0);
        if (place >= pages.size() * PAGE) {
            addPage(Map.of(STAMPS, ""));
        }
        put(place, stamp);
        return pages.get(place / PAGE);
    }

    /** It is handed over, or it is another file now. */
    void forget(long stamp) {
        int place = stamps.placeOf(stamp);
        if (place != Fingerprints.NOWHERE) {
            stamps.clear(place);
            occupied.clear(place);
        }
    }

    /** A scan went over everything: what it did not meet may be replaced. */
    void scanned() {
        for (int place = occupied.nextSetBit(0); place >= 0; place = occupied.nextSetBit(place + 1)) {
            if (seenBy[place] < scan) {
                occupied.clear(place);
            }
        }
        scan++;
    }

    int pageCount() {
        return pages.size();
    }

    private void put(int place, long stamp) {
        stamps.put(place, stamp);
        seenBy[place] = scan;
        occupied.set(place);
    }

    private int addPage(Map<String, ?> stored) {
        int page = pages.size();
        pages.add(new PartitionOffset(partition(name, page), stored, () -> Map.of(STAMPS, render(page))));
        int places = pages.size() * PAGE;
        if (places > seenBy.length) {
            // More than one page, so that all is not copied for each.
            int room = Math.max(places, seenBy.length + seenBy.length / 4);
            stamps.resize(room);
            seenBy = Arrays.copyOf(seenBy, room);
        }
        return page;
    }

    private String render(int page) {
        byte[] text = new byte[PAGE * FingerprintCodec.WIDTH];
        int length = 0;
        for (int place = page * PAGE; place < (page + 1) * PAGE; place++) {
            if (stamps.at(place) != Fingerprints.NONE) {
                FingerprintCodec.write(stamps.at(place), text, length);
                length += FingerprintCodec.WIDTH;
            }
        }
        return new String(text, 0, length, StandardCharsets.US_ASCII);
    }
}
