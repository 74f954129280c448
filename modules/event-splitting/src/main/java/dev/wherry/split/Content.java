package dev.wherry.split;

import dev.wherry.wire.format.SourceFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The content of a file after decompression. Positions count its bytes. */
public interface Content {
    /**
     * Reads from a position until the buffer is full or the content ends, at least for now.
     *
     * @return the number of bytes read, which is less than requested only at the end of the content
     */
    int read(long position, ByteBuffer target) throws IOException;

    /**
     * Why the content cannot be read beyond its present end; null if nothing is wrong. Valid after a read that reached
     * this end.
     */
    default @Nullable SourceFault fault() {
        return null;
    }

    /**
     * Whether nothing can follow the present end: true for a compressed stream that ended as it should, false for a
     * file that can grow. Valid after a read that reached this end.
     */
    default boolean hasEnded() {
        return false;
    }
}
