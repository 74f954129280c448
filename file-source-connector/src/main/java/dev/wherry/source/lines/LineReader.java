package dev.wherry.source.lines;

import dev.wherry.source.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** Splits a file into lines from a given position. Memory is bounded, whatever the file holds. */
final class LineReader {
    private static final int INITIAL_CAPACITY = 256 * 1024;
    private static final int LINE_END_LENGTH = 2;
    private static final int NOT_FOUND = -1;

    private final Disk disk;
    private final int maxLine;
    private ByteBuffer buffer = ByteBuffer.allocate(INITIAL_CAPACITY);

    /** @param maxLine longer lines are truncated to this many bytes */
    LineReader(Disk disk, int maxLine) {
        this.disk = disk;
        this.maxLine = maxLine;
    }

    /**
     * How much to read.
     *
     * @param withTail whether bytes after the last line end count as a line
     */
    record Limits(long lines, long bytes, boolean withTail, BooleanSupplier timeIsUp) {
        boolean allow(LineChunk chunk) {
            return chunk.lines().size() < lines && chunk.bytes() < bytes && !timeIsUp.getAsBoolean();
        }
    }

    /** Reads from the chunk's position until a limit is reached or the file ends. Reads at least once. */
    void read(Path path, LineChunk chunk, Limits limits) throws IOException {
        do {
            if (chunk.oversizeLine() == null) {
                readLines(path, chunk, limits);
            } else {
                searchLineEnd(path, chunk, limits);
            }
        } while (!chunk.isAtEnd() && limits.allow(chunk));
    }

    private void readLines(Path path, LineChunk chunk, Limits limits) throws IOException {
        int length = disk.read(path, chunk.position(), buffer.clear());
        byte[] bytes = buffer.array();
        int start = 0;
        int end = indexOfLineFeed(bytes, start, length);
        while (end != NOT_FOUND && limits.allow(chunk)) {
            addLine(chunk, chunk.position() + start, bytes, start, end);
            start = end + 1;
            end = indexOfLineFeed(bytes, start, length);
        }
        long base = chunk.position();
        chunk.setPosition(base + start);
        if (end != NOT_FOUND) {
            return;
        }
        boolean fileEnds = length < bytes.length;
        int rest = length - start;
        if (rest >= maxLine + LINE_END_LENGTH) {
            byte[] head = Arrays.copyOfRange(bytes, start, start + maxLine);
            chunk.setOversizeLine(new OversizeLine(base + start, head, base + length, bytes[length - 1] == '\r'));
        } else if (fileEnds) {
            if (limits.withTail() && rest > 0) {
                addTail(chunk, base + start, bytes, start, length);
                chunk.setPosition(base + length);
            }
            chunk.markAtEnd();
        } else if (start == 0) {
            growBuffer();
        }
    }

    /** Makes room for a line that does not fit, up to the longest line that is not oversize. */
    private void growBuffer() {
        long capacity = Math.min(2L * buffer.capacity(), (long) maxLine + LINE_END_LENGTH);
        buffer = ByteBuffer.allocate((int) Math.max(capacity, buffer.capacity() + 1L));
    }

    private void searchLineEnd(Path path, LineChunk chunk, Limits limits) throws IOException {
        OversizeLine line = chunk.oversizeLine();
        int length = disk.read(path, line.searchedTo(), buffer.clear());
        byte[] bytes = buffer.array();
        int end = indexOfLineFeed(bytes, 0, length);
        if (end != NOT_FOUND) {
            boolean afterReturn = end == 0 ? line.endsInReturn() : bytes[end - 1] == '\r';
            long size = line.sizeUpTo(line.searchedTo() + end, afterReturn);
            addOversizeLine(chunk, line, size, line.searchedTo() + end + 1);
        } else {
            long searchedTo = line.searchedTo() + length;
            boolean endsInReturn = length == 0 ? line.endsInReturn() : bytes[length - 1] == '\r';
            chunk.setOversizeLine(new OversizeLine(line.offset(), line.head(), searchedTo, endsInReturn));
            if (length < bytes.length) {
                if (limits.withTail()) {
                    addOversizeLine(chunk, line, line.sizeUpTo(searchedTo, false), searchedTo);
                }
                chunk.markAtEnd();
            }
        }
    }

    private static void addOversizeLine(LineChunk chunk, OversizeLine line, long size, long newPosition) {
        chunk.add(new LineChunk.Line(line.offset(), line.head(), size));
        chunk.setOversizeLine(null);
        chunk.setPosition(newPosition);
    }

    private void addLine(LineChunk chunk, long offset, byte[] bytes, int start, int end) {
        addTail(chunk, offset, bytes, start, end > start && bytes[end - 1] == '\r' ? end - 1 : end);
    }

    private void addTail(LineChunk chunk, long offset, byte[] bytes, int start, int end) {
        if (isBlank(bytes, start, end)) {
            return;
        }
        int size = end - start;
        byte[] value = Arrays.copyOfRange(bytes, start, start + Math.min(size, maxLine));
        chunk.add(new LineChunk.Line(offset, value, size > maxLine ? size : LineChunk.NOT_TRUNCATED));
    }

    private static boolean isBlank(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private static int indexOfLineFeed(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return NOT_FOUND;
    }
}
