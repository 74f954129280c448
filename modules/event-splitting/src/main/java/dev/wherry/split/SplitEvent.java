package dev.wherry.split;

import dev.wherry.wire.format.SourceFault;
import org.jspecify.annotations.Nullable;

/**
 * An event of a file, or the bytes that a fault found to be none.
 *
 * @param offset its first byte in the content
 * @param value its bytes verbatim; only the first ones if it is longer than the maximum
 * @param fullSize its size in bytes if the value is truncated, otherwise {@link #NOT_TRUNCATED}
 * @param line CSV: the number of the line on which the row starts, from 1; otherwise 0
 * @param fault why this is no event; null if it is one
 */
public record SplitEvent(
        long offset,
        byte[] value,
        long fullSize,
        long line,
        @Nullable SourceFault fault) {
    public static final long NOT_TRUNCATED = -1;

    public boolean isTruncated() {
        return fullSize != NOT_TRUNCATED;
    }
}
