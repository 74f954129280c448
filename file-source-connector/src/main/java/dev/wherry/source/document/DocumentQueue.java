package dev.wherry.source.document;

import dev.wherry.source.discover.FoundFile;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The documents to process: those that scans found, oldest first, then those that the watch reported. A scan's files
 * are sorted in runs, which are merged as they are read: sorting a million files at once would block the task for
 * seconds.
 */
final class DocumentQueue {
    private static final int RUN_SIZE = 16 * 1024;

    private List<FoundFile> currentRun = new ArrayList<>();
    private final List<SortedRun> scanRuns = new ArrayList<>();
    private final PriorityQueue<SortedRun> backlog = new PriorityQueue<>(SortedRun.OLDEST_FIRST);
    /** By key, because the watch reports a file many times while it is being written. */
    private final Map<String, FoundFile> reported = new LinkedHashMap<>();

    private int scannedCount;

    /** Adds a document that the watch reported. */
    void add(FoundFile file) {
        reported.putIfAbsent(file.key(), file);
    }

    /**
     * Adds a document of the running scan. It is held back until the scan ends, because the scan may find older ones.
     */
    void addToScan(FoundFile file) {
        currentRun.add(file);
        scannedCount++;
        if (currentRun.size() == RUN_SIZE) {
            endRun();
        }
    }

    void endScan() {
        if (!currentRun.isEmpty()) {
            endRun();
        }
        backlog.addAll(scanRuns);
        scanRuns.clear();
    }

    private void endRun() {
        scanRuns.add(new SortedRun(currentRun));
        currentRun = new ArrayList<>();
    }

    /** Removes the next document; null if there is none. */
    FoundFile next() {
        SortedRun oldest = backlog.poll();
        if (oldest == null) {
            return nextReported();
        }
        FoundFile file = oldest.remove();
        scannedCount--;
        if (!oldest.isEmpty()) {
            backlog.add(oldest);
        }
        return file;
    }

    private FoundFile nextReported() {
        Iterator<FoundFile> first = reported.values().iterator();
        if (!first.hasNext()) {
            return null;
        }
        FoundFile file = first.next();
        first.remove();
        return file;
    }

    /** Includes the documents of the running scan. */
    int size() {
        return scannedCount + reported.size();
    }
}
