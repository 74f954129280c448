package dev.wherry.source.document;

import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileStat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Reads documents, and detects whether they were written to meanwhile. */
final class DocumentReader {
    /** Nearly every document fits; a direct buffer saves the JDK a copy. */
    private static final int BUFFER_SIZE = 64 * 1024;

    private final Disk disk;
    private final int maxBytes;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);

    /** @param maxBytes longer documents are not read as a whole */
    DocumentReader(Disk disk, int maxBytes) {
        this.disk = disk;
        this.maxBytes = maxBytes;
    }

    /**
     * Reads the file.
     *
     * @param stat the file's current stat; if the file was written to since, the result is Changing
     */
    ReadResult read(Path path, FileStat stat) throws IOException {
        if (stat.size() > maxBytes) {
            return new ReadResult.Oversize(stat);
        }
        // One byte more than expected, to detect growth.
        byte[] bytes = readBytes(path, (int) stat.size() + 1);
        FileStat after = disk.stat(path);
        if (!after.equals(stat) || bytes.length != stat.size()) {
            return new ReadResult.Changing(after);
        }
        return JsonCompleteness.isComplete(bytes)
                ? new ReadResult.Whole(bytes, stat)
                : new ReadResult.Partial(bytes, stat);
    }

    int maxBytes() {
        return maxBytes;
    }

    /** Reads the first bytes of an oversize file. */
    byte[] head(Path path) throws IOException {
        return readBytes(path, maxBytes);
    }

    private byte[] readBytes(Path path, int limit) throws IOException {
        ByteBuffer target = limit <= BUFFER_SIZE ? buffer.clear().limit(limit) : ByteBuffer.allocate(limit);
        int length = disk.read(path, 0, target);
        byte[] bytes = new byte[length];
        target.flip().get(bytes);
        return bytes;
    }
}
