package dev.wherry.split;

import dev.wherry.wire.format.SourceFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
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

    /**
     * Whether bytes once read stay as they are. In other contents, NULs at the end are left alone: a preallocated file
     * ends in them, and its writer replaces them.
     */
    default boolean isStable() {
        return false;
    }

    /** Reads the content from its start, but no more than one byte beyond a maximum. */
    default byte[] readWhole(int maxBytes) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.min(maxBytes, 64 * 1024) + 1);
        while (read(bytes.position(), bytes) > 0 && !bytes.hasRemaining() && bytes.position() <= maxBytes) {
            long capacity = Math.min(2L * bytes.capacity(), maxBytes + 1L);
            bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), (int) capacity))
                    .position(bytes.position());
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
