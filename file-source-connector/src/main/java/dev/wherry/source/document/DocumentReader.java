package dev.wherry.source.document;

import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileStat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Reads documents. */
final class DocumentReader {
    /** Nearly every document fits; a direct buffer saves the JDK a copy. */
    private static final int BUFFER = 64 * 1024;

    private final Disk disk;
    private final int maxBytes;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    /** @param maxBytes longer documents are not read whole */
    DocumentReader(Disk disk, int maxBytes) {
        this.disk = disk;
        this.maxBytes = maxBytes;
    }

    /**
     * Reads the file.
     *
     * @param stat how it is at this moment, or was when it was found: a file that was written to since gives Changing
     */
    ReadResult read(Path path, FileStat stat) throws IOException {
        if (stat.size() > maxBytes) {
            return new ReadResult.Oversize(stat);
        }
        // One byte more than there should be, to see whether there is more.
        byte[] bytes = bytes(path, (int) stat.size() + 1);
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

    /** The first bytes of a file that is too long. */
    byte[] head(Path path) throws IOException {
        return bytes(path, maxBytes);
    }

    private byte[] bytes(Path path, int atMost) throws IOException {
        ByteBuffer into = atMost <= BUFFER ? buffer.clear().limit(atMost) : ByteBuffer.allocate(atMost);
        int length = disk.read(path, 0, into);
        byte[] bytes = new byte[length];
        into.flip().get(bytes);
        return bytes;
    }
}
