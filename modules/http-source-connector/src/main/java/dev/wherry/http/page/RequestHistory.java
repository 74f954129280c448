package dev.wherry.http.page;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Tells whether a request was sent before. The latest are remembered, and of the earlier ones a single one, which is replaced
 * ever more rarely: so a loop of any length is found at some time (Brent's algorithm), in bounded memory.
 */
final class RequestHistory {
    private final int limit;
    private final Set<Long> latest = new LinkedHashSet<>();
    private long anchor;
    private long sinceAnchor;
    private long untilNextAnchor = 1;

    /** @param limit how many are remembered */
    RequestHistory(int limit) {
        this.limit = limit;
    }

    /** Remembers a request by its fingerprint. Returns false if it was sent before. */
    boolean add(long fingerprint) {
        boolean isNew = !(sinceAnchor > 0 && fingerprint == anchor) && latest.add(fingerprint);
        if (latest.size() > limit) {
            Iterator<Long> oldest = latest.iterator();
            oldest.next();
            oldest.remove();
        }
        sinceAnchor++;
        if (sinceAnchor >= untilNextAnchor) {
            anchor = fingerprint;
            sinceAnchor = 1;
            untilNextAnchor *= 2;
        }
        return isNew;
    }

    /** How many are remembered. */
    int size() {
        return latest.size();
    }
}
