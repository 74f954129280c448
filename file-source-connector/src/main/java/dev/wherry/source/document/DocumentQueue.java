package dev.wherry.source.document;

import dev.wherry.source.discover.FoundFile;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The documents to look at: what a scan found, oldest first, then what was heard of since. */
final class DocumentQueue {
    private List<FoundFile> found = new ArrayList<>();
    private List<FoundFile> backlog = List.of();
    private int next;
    /** By key, because a file that is being written is heard of many times. */
    private final Map<String, FoundFile> heardOf = new LinkedHashMap<>();

    void add(FoundFile file) {
        heardOf.putIfAbsent(file.key(), file);
    }

    /** A file of the scan under way: held back until the scan is over, because it may find older ones. */
    void addToScan(FoundFile file) {
        found.add(file);
    }

    void endScan() {
        // A scan of new directories can end before the backlog of the last one is read.
        found.addAll(backlog.subList(next, backlog.size()));
        found.sort(FoundFile.OLDEST_FIRST);
        backlog = found;
        next = 0;
        found = new ArrayList<>();
    }

    /** The next one; null if there is none. */
    FoundFile next() {
        if (next < backlog.size()) {
            // Lets go of it at once: a million of them are worth it.
            return backlog.set(next++, null);
        }
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
        return found.size() + backlog.size() - next + heardOf.size();
    }
}
