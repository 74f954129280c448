package dev.wherry.audit;

import java.util.NavigableMap;
import java.util.TreeMap;

/** A page of the events whose rows are to be loaded, by their offsets. */
final class RowPage {
    private final NavigableMap<Long, Wanted> rows = new TreeMap<>();

    /** Where an event's row goes, and the event's version. */
    record Wanted(ExpectedTable table, byte[] version) {}

    void add(long record, ExpectedTable table, byte[] version) {
        rows.put(record, new Wanted(table, version));
    }

    Wanted of(long record) {
        return rows.get(record);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    int size() {
        return rows.size();
    }

    long last() {
        return rows.lastKey();
    }

    long[] records() {
        return rows.keySet().stream().mapToLong(Long::longValue).toArray();
    }
}
