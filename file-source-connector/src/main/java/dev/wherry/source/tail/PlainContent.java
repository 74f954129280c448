package dev.wherry.source.tail;

import dev.wherry.source.discover.StableHash;
import dev.wherry.source.disk.Disk;
import dev.wherry.split.Content;
import dev.wherry.wire.format.SourceFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The content of a file that is not compressed. It remembers the last bytes read, so that the hash of what precedes
 * the published position costs no system call.
 */
final class PlainContent implements Content {
    /** So many bytes before the published position show whether the file still has the content that was published. */
    private static final int TAIL_BYTES = 256;

    private final Disk disk;
    private final Path path;
    private ByteBuffer window;
    private long windowStart;
    private int windowLength;

    PlainContent(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        windowLength = disk.read(path, position, target);
        windowStart = position;
        window = target;
        return windowLength;
    }

    @Override
    public SourceFault fault() {
        return null;
    }

    @Override
    public boolean hasEnded() {
        return false;
    }

    /** A hash of the bytes before a position; of another hash if the content is shorter. */
    long tailHash(long position) throws IOException {
        int length = (int) Math.min(position, TAIL_BYTES);
        byte[] tail = new byte[length];
        long start = position - length;
        if (window != null && start >= windowStart && position <= windowStart + windowLength) {
            window.get((int) (start - windowStart), tail);
        } else {
            length = disk.read(path, start, ByteBuffer.wrap(tail));
        }
        return StableHash.finish(StableHash.add(StableHash.EMPTY, tail, length));
    }
}
