package dev.wherry.source.lines;

import java.util.ArrayList;
import java.util.List;

/** The lines that one read of a tailed file returns, and the position reached. */
final class LineChunk {
    static final long NOT_TRUNCATED = -1;

    /**
     * @param offset the line's first byte in the file
     * @param fullSize the line's size in bytes if the value is truncated, otherwise {@link #NOT_TRUNCATED}
     */
    record Line(long offset, byte[] value, long fullSize) {}

    private final List<Line> lines = new ArrayList<>();
    private long position;
    private long bytes;
    private OversizeLine oversizeLine;
    private boolean atEnd;
    private boolean truncated;

    /** @param oversizeLine the oversize line that begins at the position and whose end is not found yet, or null */
    LineChunk(long position, OversizeLine oversizeLine) {
        this.position = position;
        this.oversizeLine = oversizeLine;
    }

    void add(Line line) {
        lines.add(line);
        bytes += line.value().length;
        truncated |= line.fullSize() != NOT_TRUNCATED;
    }

    List<Line> lines() {
        return lines;
    }

    long bytes() {
        return bytes;
    }

    /** The end of the lines in this chunk. */
    long position() {
        return position;
    }

    void setPosition(long newPosition) {
        position = newPosition;
    }

    OversizeLine oversizeLine() {
        return oversizeLine;
    }

    void setOversizeLine(OversizeLine line) {
        oversizeLine = line;
    }

    /** The end of what was read: the position, or beyond it within an oversize line. */
    long readTo() {
        return oversizeLine == null ? position : oversizeLine.searchedTo();
    }

    /** Whether nothing but a line without a line end is left to read. */
    boolean isAtEnd() {
        return atEnd;
    }

    void markAtEnd() {
        atEnd = true;
    }

    /** Whether a line was truncated to event.max.bytes. */
    boolean isTruncated() {
        return truncated;
    }
}
