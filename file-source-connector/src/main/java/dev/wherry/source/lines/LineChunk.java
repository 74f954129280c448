package dev.wherry.source.lines;

import java.util.ArrayList;
import java.util.List;

/** The lines that one look at a file gave, and how far it came. */
final class LineChunk {
    /**
     * @param offset where it begins
     * @param fullSize its size if the value holds only its first bytes, else -1
     */
    record Line(long offset, byte[] value, long fullSize) {}

    private final List<Line> lines = new ArrayList<>();
    private long position;
    private long bytes;
    private OversizeLine longLine;
    private boolean atEnd;
    private boolean cut;

    LineChunk(long position, OversizeLine longLine) {
        this.position = position;
        this.longLine = longLine;
    }

    void add(Line line) {
        lines.add(line);
        bytes += line.value().length;
        cut |= line.fullSize() >= 0;
    }

    List<Line> lines() {
        return lines;
    }

    long bytes() {
        return bytes;
    }

    /** The lines before this are in the chunk. */
    long position() {
        return position;
    }

    void position(long newPosition) {
        position = newPosition;
    }

    OversizeLine longLine() {
        return longLine;
    }

    void longLine(OversizeLine line) {
        longLine = line;
    }

    /** How far the file was read: not beyond the position, but for a long line's sake. */
    long readTo() {
        return longLine == null ? position : longLine.searchedTo();
    }

    /** Whether there is no more to read but a line without an end. */
    boolean isAtEnd() {
        return atEnd;
    }

    void atEnd() {
        atEnd = true;
    }

    boolean isCut() {
        return cut;
    }
}
