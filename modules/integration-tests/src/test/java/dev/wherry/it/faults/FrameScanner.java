package dev.wherry.it.faults;

import java.nio.ByteBuffer;
import java.util.function.Predicate;

/**
 * Finds messages by their first bytes in a stream of length-prefixed messages. The stream may be under way already, and in the
 * midst of a message.
 */
final class FrameScanner {
    private static final int LENGTH_BYTES = 4;

    private final byte[] head;
    private final Predicate<ByteBuffer> isHead;
    private boolean aligned;
    private int headSize;
    private long remaining;

    /**
     * @param headSize number of bytes to examine per message, including its length
     * @param isHead whether so many bytes can be the first ones of a message, and not those of the rest of one
     */
    FrameScanner(int headSize, Predicate<ByteBuffer> isHead) {
        head = new byte[headSize];
        this.isHead = isHead;
    }

    /** Whether messages are found in the next bytes of the stream: not before some of these begin with a message. */
    boolean isAligned(byte[] bytes, int size) {
        aligned |= size >= head.length && isHead.test(ByteBuffer.wrap(bytes, 0, head.length));
        return aligned;
    }

    /**
     * Processes the next bytes of the stream.
     *
     * @return the index in {@code bytes} at which the first matching message begins, 0 if it began earlier; -1 if none
     *     matches
     */
    int find(byte[] bytes, int size, Predicate<ByteBuffer> matcher) {
        if (!isAligned(bytes, size)) {
            return -1;
        }
        int found = -1;
        int position = 0;
        int begin = 0;
        while (position < size) {
            if (remaining > 0) {
                int skipped = (int) Math.min(remaining, size - position);
                remaining -= skipped;
                position += skipped;
                begin = position;
                continue;
            }
            head[headSize] = bytes[position];
            headSize++;
            position++;
            if (headSize == head.length) {
                ByteBuffer whole = ByteBuffer.wrap(head);
                if (found < 0 && matcher.test(whole)) {
                    found = begin;
                }
                remaining = whole.getInt(0) + (long) LENGTH_BYTES - headSize;
                headSize = 0;
                begin = position;
            }
        }
        return found;
    }
}
