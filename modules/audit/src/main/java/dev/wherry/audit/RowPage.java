package dev.wherry.audit;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A page of events whose rows are to be loaded, by raw offset. */
final class RowPage {
    private final NavigableMap<Long, PendingRows> rows = new TreeMap<>();

    /** The tables that have rows of an event, and the event without its JSON. */
    record PendingRows(List<ExpectedTable> tables, AuditedEvent event) {}

    void add(long offset, PendingRows pending) {
        rows.put(offset, pending);
    }

    PendingRows get(long offset) {
        return rows.get(offset);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    int size() {
        return rows.size();
    }

    long lastOffset() {
        return rows.lastKey();
    }

    long[] offsets() {
        return rows.keySet().stream().mapToLong(Long::longValue).toArray();
    }
}
