package dev.wherry.http.progress;

import dev.wherry.connect.progress.PartitionOffset;
import dev.wherry.connect.progress.RecentFingerprints;
import dev.wherry.http.request.PageState;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is published of one scope: a feed, one value of its list, or one day of these. An item is published if its fingerprint
 * is not remembered. Of a day all are remembered; otherwise those on the last two pages that were read.
 *
 * <p>A pass reads the pages up to the last one. The next pass over a day begins at the first page. Otherwise it begins at the
 * last page that had items, because new ones come at the end and may fill it.
 */
public final class ScopeProgress {
    private static final String PARTITION = "scope";
    private static final long NEVER = -1;
    private static final int MAX_REFUSALS = 2;

    private final boolean ofDay;
    private final RecentFingerprints recent;
    /** The items of the last page that was read; null if that is not known. */
    private Set<Long> lastPage;

    private PageState next = PageState.FIRST;
    private PageState lastWithItems = PageState.FIRST;
    private long passStart = NEVER;
    private boolean complete;
    private String asked = "";
    private String stored;
    private int refusals;
    /** The page that was refused before the pass began again. */
    private int restartedAt = PageState.FIRST.number();

    /** What becomes of a page that the server does not know, though a page before led to it. */
    public enum Refused {
        /** It is asked for once more. */
        AGAIN,
        /** The pass begins at the first page: everything that is published is remembered. */
        FROM_FIRST,
        /** That has not helped, so the page itself is refused. */
        STILL,
        /** From the first page, items would be published again that are not remembered. */
        STUCK
    }

    /**
     * @param ofDay whether the scope is a day
     * @param offsets the stored offsets of the pages of fingerprints; null where none is stored
     * @throws IllegalArgumentException if an offset was not written by this class
     */
    public ScopeProgress(String name, boolean ofDay, List<Map<String, Object>> offsets) {
        this(name, ofDay, offsets, RecentFingerprints.PAGE_ENTRIES);
    }

    ScopeProgress(String name, boolean ofDay, List<Map<String, Object>> offsets, int pageEntries) {
        this.ofDay = ofDay;
        Map<String, Object> newest = RecentFingerprints.newest(offsets);
        if (newest != null) {
            next = PageState.ofJson(String.valueOf(newest.get("next")));
            lastWithItems = PageState.ofJson(String.valueOf(newest.get("last")));
            passStart = RecentFingerprints.number(newest, "pass");
            complete = Boolean.TRUE.equals(newest.get("complete"));
            asked = String.valueOf(newest.get("asked"));
        }
        stored = outcome();
        RecentFingerprints.Layout layout =
                new RecentFingerprints.Layout(false, pageEntries, page -> partition(name, page));
        recent = new RecentFingerprints(layout, offsets, this::writeTo);
    }

    /** The source partition of a page of fingerprints. */
    public static Map<String, String> partition(String name, int page) {
        return Map.of(PARTITION, name + "/" + page);
    }

    private void writeTo(Map<String, Object> offset) {
        offset.put("next", next.toJson());
        offset.put("last", lastWithItems.toJson());
        offset.put("pass", passStart);
        offset.put("complete", complete);
        offset.put("asked", asked);
    }

    /** What the end of a pass stores even if nothing was new. */
    private String outcome() {
        return complete + " " + asked;
    }

    /** The offset that the next record must carry. */
    public PartitionOffset offset() {
        stored = outcome();
        return recent.offset();
    }

    /** Whether the last pass has changed what must be stored, and no record has carried that yet. */
    public boolean isToBeStored() {
        return passStart == NEVER && !stored.equals(outcome());
    }

    /** Whether everything is published for good, unless it is asked for again. */
    public boolean isComplete(String nowAsked) {
        return complete && (nowAsked.isEmpty() || nowAsked.equals(asked));
    }

    /** Continues a pass, or begins one at a time in milliseconds. Returns the first page to request. */
    public PageState beginPass(long now) {
        if (passStart == NEVER) {
            passStart = now;
        }
        return next;
    }

    /** When the pass began. */
    public long passStart() {
        return passStart;
    }

    /** Whether an item is to be published. Call {@link #remember} for each that is. */
    public boolean isNew(long fingerprint) {
        return !recent.contains(fingerprint);
    }

    /** An item is published. Call it before {@link #offset} for its record. */
    public void remember(long fingerprint) {
        recent.add(fingerprint, 0);
    }

    /** A page is read. Its new items are not remembered yet. */
    public void read(PageState state, long[] fingerprints) {
        if (ofDay || fingerprints.length == 0) {
            return;
        }
        lastWithItems = state;
        Set<Long> page = new HashSet<>();
        Arrays.stream(fingerprints).forEach(page::add);
        Set<Long> before = lastPage;
        if (before != null) {
            recent.retain((fingerprint, time) -> page.contains(fingerprint) || before.contains(fingerprint));
        }
        lastPage = page;
    }

    /** Another page follows. */
    public void continuePass(PageState following) {
        next = following;
        refusals = 0;
    }

    /** The server refuses the page that a pass was to continue with. Its cursor may have expired. */
    public Refused refuse() {
        if (!ofDay) {
            return Refused.STUCK;
        }
        if (next.number() <= restartedAt) {
            return Refused.STILL;
        }
        refusals++;
        if (refusals < MAX_REFUSALS) {
            return Refused.AGAIN;
        }
        restartedAt = next.number();
        next = PageState.FIRST;
        refusals = 0;
        return Refused.FROM_FIRST;
    }

    /**
     * The last page is read.
     *
     * @param completes whether nothing can follow
     * @param nowAsked what is asked for now
     */
    public void endPass(boolean completes, String nowAsked) {
        next = lastWithItems;
        passStart = NEVER;
        if (ofDay) {
            complete = completes;
            asked = nowAsked;
        }
    }
}
