package dev.wherry.audit;

import java.util.NavigableMap;
import java.util.TreeMap;

/** A page of events whose rows are to be loaded, by raw offset. */
final class RowPage {
    private final NavigableMap<Long, PendingRow> rows = new TreeMap<>();

    /** The table that an event's row belongs to, and the event's version. */
    record PendingRow(ExpectedTable table, byte[] version) {}

    void add(long offset, ExpectedTable table, byte[] version) {
        rows.put(offset, new PendingRow(table, version));
    }

    PendingRow get(long offset) {
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
