package dev.wherry.source.lines;

/**
 * A line that is longer than an event may be. Its first bytes are held; the rest is only searched for its end, a bounded
 * part at a time.
 *
 * @param offset where it begins
 * @param head its first bytes
 * @param searchedTo up to here it has not ended
 * @param endsInReturn whether the last byte searched is a carriage return, which belongs to the end of line if that follows
 */
record OversizeLine(long offset, byte[] head, long searchedTo, boolean endsInReturn) {
    /** Its size if it ends before that position. */
    long sizeUpTo(long end, boolean afterReturn) {
        return end - offset - (afterReturn ? 1 : 0);
    }
}
