package dev.wherry.split;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events that one read returns, and the cursor behind them. */
public final class Chunk {
    private final List<SplitEvent> events = new ArrayList<>();
    private long bytes;
    private boolean truncated;
    private Cursor cursor;
    private long readTo;
    private boolean atEnd;
    private boolean rest;
    private boolean complete;

    Chunk(Cursor cursor) {
        this.cursor = cursor;
    }

    public List<SplitEvent> events() {
        return Collections.unmodifiableList(events);
    }

    /** The size of all values. */
    public long bytes() {
        return bytes;
    }

    /** The state of the file behind these events. */
    public Cursor cursor() {
        return cursor;
    }

    /** The end of the bytes that the chunk or its cursor depends on. */
    public long readTo() {
        return readTo;
    }

    /** Whether the content was read to its present end: nothing but an incomplete event is left. */
    public boolean isAtEnd() {
        return atEnd;
    }

    /**
     * Whether an incomplete event is left at the end of the content. NULs are none: the writer of a preallocated file
     * will replace them.
     */
    public boolean hasRest() {
        return rest;
    }

    /** Whether every event of the file is read and nothing can follow, even if the file grows. */
    public boolean isComplete() {
        return complete;
    }

    /** Whether an event is truncated. */
    public boolean isTruncated() {
        return truncated;
    }

    /**
     * The value of the header {@code wherry.format} for each event of the file; null if the events are JSON documents in
     * UTF-8. Do not change it.
     */
    public byte @Nullable [] formatHeader() {
        Head head = cursor.head();
        return head == null ? null : head.formatHeader();
    }

    void add(SplitEvent event) {
        events.add(event);
        bytes += event.value().length;
        truncated |= event.isTruncated();
    }

    void moveTo(Cursor newCursor, long newReadTo) {
        cursor = newCursor;
        readTo = newReadTo;
    }

    void markAtEnd(boolean hasRest, boolean isComplete) {
        atEnd = true;
        rest = hasRest;
        complete = isComplete;
    }
}
