package dev.wherry.split;

/**
 * Bytes that are NULs. A writer replaces them from the front, so that they need not be searched for data again as long
 * as the first one is still a NUL.
 *
 * @param dataFollows whether another byte is at {@code to}; otherwise the content ended there, or was not read further
 */
record NulRun(long from, long to, boolean dataFollows) {
    boolean covers(long start, long end) {
        return from <= start && end <= to;
    }
}
