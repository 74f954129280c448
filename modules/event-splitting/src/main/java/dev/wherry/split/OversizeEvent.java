package dev.wherry.split;

/**
 * An event in progress that is longer than the maximum. Only its first bytes are kept; its end is searched one buffer at
 * a time.
 *
 * @param offset its first byte in the content
 * @param line as in {@link SplitEvent}
 * @param head its first bytes
 */
record OversizeEvent(long offset, long line, byte[] head) {}
