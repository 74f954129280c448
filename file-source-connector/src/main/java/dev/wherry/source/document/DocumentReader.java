package dev.wherry.source.document;

import dev.wherry.connect.batch.DocumentContent;
import dev.wherry.connect.batch.RawEvent;
import dev.wherry.source.discover.FoundFile;
import dev.wherry.source.disk.CompressedFile;
import dev.wherry.source.disk.Disk;
import dev.wherry.source.disk.FileStat;
import dev.wherry.split.DecompressedContent;
import dev.wherry.split.ExpansionLimit;
import dev.wherry.split.FileKind;
import dev.wherry.wire.format.SourceFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

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
    ReadResult read(FoundFile file, FileKind kind, FileStat stat) throws IOException {
        return kind.isCompressed() ? readCompressed(file, kind, stat) : readPlain(file.path(), kind, stat);
    }

    private ReadResult readPlain(Path path, FileKind kind, FileStat stat) throws IOException {
        boolean oversize = stat.size() > maxBytes;
        // One byte more than expected, to detect growth.
        byte[] bytes = readBytes(path, oversize ? maxBytes : (int) stat.size() + 1);
        FileStat after = disk.stat(path);
        if (!after.equals(stat) || (!oversize && bytes.length != stat.size())) {
            return new ReadResult.Changing(after);
        }
        DocumentContent content = DocumentContent.of(bytes, kind.rule().encoding(), null);
        return !oversize && JsonCompleteness.isComplete(content)
                ? new ReadResult.Whole(content, stat)
                : new ReadResult.Partial(content, stat);
    }

    private ReadResult readCompressed(FoundFile file, FileKind kind, FileStat stat) throws IOException {
        byte[] bytes;
        SourceFault fault;
        boolean ended;
        try (DecompressedContent content = decompress(file, kind)) {
            bytes = content.readWhole(maxBytes);
            fault = bytes.length > maxBytes ? oversize() : content.fault();
            ended = content.hasEnded();
        }
        FileStat after = disk.stat(file.path());
        if (!after.equals(stat)) {
            return new ReadResult.Changing(after);
        }
        byte[] kept = Arrays.copyOf(bytes, Math.min(bytes.length, maxBytes));
        DocumentContent content = DocumentContent.of(kept, kind.rule().encoding(), fault);
        return fault == null && ended ? new ReadResult.Whole(content, stat) : new ReadResult.Partial(content, stat);
    }

    private DecompressedContent decompress(FoundFile file, FileKind kind) {
        return new DecompressedContent(
                kind.compression(), new CompressedFile(disk, file::path), maxBytes, ExpansionLimit.DEFAULT);
    }

    private SourceFault oversize() {
        return new SourceFault(
                SourceFault.Code.OVERSIZE,
                "the document expands to more than event.max.bytes (" + maxBytes + "); only its first bytes are kept");
    }

    /** Whether a published file holds more than its record. */
    boolean holdsMoreThanPublished(FoundFile file, FileKind kind) {
        if (!kind.isCompressed()) {
            return file.size() > maxBytes;
        }
        try {
            FileStat stat = disk.stat(file.path());
            return !(readCompressed(file, kind, stat) instanceof ReadResult.Whole);
        } catch (IOException unreadable) {
            return true;
        }
    }

    /** The full size of a document of which only the first bytes are read, or {@link RawEvent#NONE}. */
    long fullSize(FoundFile file, FileKind kind) {
        return !kind.isCompressed() && file.size() > maxBytes ? file.size() : RawEvent.NONE;
    }

    private byte[] readBytes(Path path, int limit) throws IOException {
        ByteBuffer target = limit <= BUFFER_SIZE ? buffer.clear().limit(limit) : ByteBuffer.allocate(limit);
        int length = disk.read(path, 0, target);
        byte[] bytes = new byte[length];
        target.flip().get(bytes);
        return bytes;
    }
}
