package dev.wherry.source.lines;

/**
 * A line that is longer than event.max.bytes. Only its first bytes are kept; the rest is searched for the line end, one
 * buffer at a time.
 *
 * @param offset the line's first byte in the file
 * @param head the line's first bytes
 * @param searchedTo the line has no end before this position
 * @param endsInReturn whether the last byte searched is a carriage return, which a line feed would make part of the
 *     line end
 */
record OversizeLine(long offset, byte[] head, long searchedTo, boolean endsInReturn) {
    /** Its size in bytes if its line feed, or the end of the file, is at that position. */
    long sizeUpTo(long end, boolean afterReturn) {
        return end - offset - (afterReturn ? 1 : 0);
    }
}
