package dev.wherry.source.document;

import dev.wherry.source.discover.FoundFile;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The documents to look at: what scans found, oldest first, then what was heard of since. What a scan finds is sorted in
 * runs, which are merged as they are read: sorting a million files at once would hold up everything for seconds.
 */
final class DocumentQueue {
    private static final int RUN = 16 * 1024;

    private List<FoundFile> found = new ArrayList<>();
    private final List<SortedRun> runsOfScan = new ArrayList<>();
    private final PriorityQueue<SortedRun> backlog = new PriorityQueue<>(SortedRun.OLDEST_FIRST);
    /** By key, because a file that is being written is heard of many times. */
    private final Map<String, FoundFile> heardOf = new LinkedHashMap<>();

    private int scanned;

    void add(FoundFile file) {
        heardOf.putIfAbsent(file.key(), file);
    }

    /** A file of the scan under way: held back until the scan is over, because it may find older ones. */
    void addToScan(FoundFile file) {
        found.add(file);
        scanned++;
        if (found.size() == RUN) {
            endRun();
        }
    }

    void endScan() {
        if (!found.isEmpty()) {
            endRun();
        }
        backlog.addAll(runsOfScan);
        runsOfScan.clear();
    }

    private void endRun() {
        runsOfScan.add(new SortedRun(found));
        found = new ArrayList<>();
    }

    /** The next one; null if there is none. */
    FoundFile next() {
        SortedRun oldest = backlog.poll();
        if (oldest == null) {
            return nextHeardOf();
        }
        FoundFile file = oldest.remove();
        scanned--;
        if (!oldest.isEmpty()) {
            backlog.add(oldest);
        }
        return file;
    }

    private FoundFile nextHeardOf() {
        Iterator<FoundFile> first = heardOf.values().iterator();
        if (!first.hasNext()) {
            return null;
        }
        FoundFile file = first.next();
        first.remove();
        return file;
    }

    /** Those of the scan under way included. */
    int size() {
        return scanned + heardOf.size();
    }
}
