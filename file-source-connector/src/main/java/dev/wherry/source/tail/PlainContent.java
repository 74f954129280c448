package dev.wherry.source.tail;

import dev.wherry.connect.progress.StableHash;
import dev.wherry.source.disk.Disk;
import dev.wherry.split.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The content of a file that is not compressed. */
record PlainContent(Disk disk, Path path) implements Content {
    /** So many bytes before the published position show whether the file still has the content that was published. */
    private static final int TAIL_BYTES = 256;

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        return disk.read(path, position, target);
    }

    /** A hash of the bytes before a position, or of fewer if the content is shorter. */
    long tailHash(long position) throws IOException {
        if (position == 0) {
            return 0;
        }
        byte[] tail = new byte[(int) Math.min(position, TAIL_BYTES)];
        int length = disk.read(path, position - tail.length, ByteBuffer.wrap(tail));
        return StableHash.finish(StableHash.add(StableHash.EMPTY, tail, length));
    }
}
