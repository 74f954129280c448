package dev.wherry.split;

/**
 * Where the next event of a file starts. This is all that has to be stored to resume a file.
 *
 * @param offset in bytes of the content, that is, after decompression
 * @param line CSV: the number of the line at the offset, from 1; otherwise, and at the start of a file, 0
 */
public record SplitPosition(long offset, long line, State state) {
    public static final SplitPosition START = new SplitPosition(0, 0, State.OUTSIDE);

    /** Where a position is within the structure of a file. */
    public enum State {
        /** Between two lines, rows or JSON documents. */
        OUTSIDE,
        /** Behind an element of the array in the first document of the file. */
        IN_FIRST_ARRAY,
        /** Behind an element of the array in a later document. */
        IN_LATER_ARRAY,
        /** A fault ended the file. Nothing more is read. */
        ENDED
    }
}
