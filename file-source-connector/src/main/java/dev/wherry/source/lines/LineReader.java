package dev.wherry.source.lines;

import dev.wherry.source.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** Splits a file into lines, from a position on, in bounded memory whatever the file holds. */
final class LineReader {
    private static final int FIRST_CAPACITY = 256 * 1024;
    private static final int END_OF_LINE = 2;
    private static final int NOT_FOUND = -1;

    private final Disk disk;
    private final int maxLine;
    private ByteBuffer buffer = ByteBuffer.allocate(FIRST_CAPACITY);

    /** @param maxLine longer lines are cut */
    LineReader(Disk disk, int maxLine) {
        this.disk = disk;
        this.maxLine = maxLine;
    }

    /**
     * How much to read.
     *
     * @param withTail whether what follows the last end of line is a line, too
     */
    record Limits(long lines, long bytes, boolean withTail, BooleanSupplier timeIsUp) {
        boolean allow(LineChunk chunk) {
            return chunk.lines().size() < lines && chunk.bytes() < bytes && !timeIsUp.getAsBoolean();
        }
    }

    /** Reads on from the chunk's position until its limits are reached or the file ends. At least one read is made. */
    void read(Path path, LineChunk chunk, Limits limits) throws IOException {
        do {
            if (chunk.longLine() == null) {
                readLines(path, chunk, limits);
            } else {
                searchEnd(path, chunk, limits);
            }
        } while (!chunk.isAtEnd() && limits.allow(chunk));
    }

    private void readLines(Path path, LineChunk chunk, Limits limits) throws IOException {
        int length = disk.read(path, chunk.position(), buffer.clear());
        byte[] bytes = buffer.array();
        int begin = 0;
        int end = endOfLine(bytes, begin, length);
        while (end != NOT_FOUND && limits.allow(chunk)) {
            addLine(chunk, chunk.position() + begin, bytes, begin, end);
            begin = end + 1;
            end = endOfLine(bytes, begin, length);
        }
        long base = chunk.position();
        chunk.position(base + begin);
        if (end != NOT_FOUND) {
            return;
        }
        boolean fileEnds = length < bytes.length;
        int rest = length - begin;
        if (rest >= maxLine + END_OF_LINE) {
            byte[] head = Arrays.copyOfRange(bytes, begin, begin + maxLine);
            chunk.longLine(new OversizeLine(base + begin, head, base + length, bytes[length - 1] == '\r'));
        } else if (fileEnds) {
            if (limits.withTail() && rest > 0) {
                addTail(chunk, base + begin, bytes, begin, length);
                chunk.position(base + length);
            }
            chunk.atEnd();
        } else if (begin == 0) {
            grow();
        }
    }

    /** A line that does not fit needs more room, up to that of the longest line. */
    private void grow() {
        long wanted = Math.min(2L * buffer.capacity(), (long) maxLine + END_OF_LINE);
        buffer = ByteBuffer.allocate((int) Math.max(wanted, buffer.capacity() + 1L));
    }

    private void searchEnd(Path path, LineChunk chunk, Limits limits) throws IOException {
        OversizeLine line = chunk.longLine();
        int length = disk.read(path, line.searchedTo(), buffer.clear());
        byte[] bytes = buffer.array();
        int end = endOfLine(bytes, 0, length);
        if (end != NOT_FOUND) {
            boolean afterReturn = end == 0 ? line.endsInReturn() : bytes[end - 1] == '\r';
            long size = line.sizeUpTo(line.searchedTo() + end, afterReturn);
            finish(chunk, line, size, line.searchedTo() + end + 1);
        } else {
            long searchedTo = line.searchedTo() + length;
            boolean endsInReturn = length == 0 ? line.endsInReturn() : bytes[length - 1] == '\r';
            chunk.longLine(new OversizeLine(line.offset(), line.head(), searchedTo, endsInReturn));
            if (length < bytes.length) {
                if (limits.withTail()) {
                    finish(chunk, line, line.sizeUpTo(searchedTo, false), searchedTo);
                }
                chunk.atEnd();
            }
        }
    }

    private static void finish(LineChunk chunk, OversizeLine line, long size, long next) {
        chunk.add(new LineChunk.Line(line.offset(), line.head(), size));
        chunk.longLine(null);
        chunk.position(next);
    }

    private void addLine(LineChunk chunk, long offset, byte[] bytes, int begin, int end) {
        addTail(chunk, offset, bytes, begin, end > begin && bytes[end - 1] == '\r' ? end - 1 : end);
    }

    private void addTail(LineChunk chunk, long offset, byte[] bytes, int begin, int end) {
        if (isBlank(bytes, begin, end)) {
            return;
        }
        int size = end - begin;
        byte[] value = Arrays.copyOfRange(bytes, begin, begin + Math.min(size, maxLine));
        chunk.add(new LineChunk.Line(offset, value, size > maxLine ? size : NOT_FOUND));
    }

    private static boolean isBlank(byte[] bytes, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private static int endOfLine(byte[] bytes, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return NOT_FOUND;
    }
}
