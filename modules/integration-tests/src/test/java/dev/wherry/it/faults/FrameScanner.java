package dev.wherry.it.faults;

import java.nio.ByteBuffer;
import java.util.function.Predicate;

/** Finds, in a stream of messages that begin with their length, those whose first bytes are looked for. */
final class FrameScanner {
    private static final int LENGTH = 4;

    private final byte[] head;
    private int headSize;
    private long rest;

    /** @param headSize how many bytes of a message, its length included, are to be looked at */
    FrameScanner(int headSize) {
        head = new byte[headSize];
    }

    /**
     * Takes in the next bytes of the stream.
     *
     * @return where in them the first message begins whose head is wanted, 0 if it began earlier; -1 if there is none
     */
    int find(byte[] bytes, int size, Predicate<ByteBuffer> wanted) {
        int found = -1;
        int position = 0;
        int begin = 0;
        while (position < size) {
            if (rest > 0) {
                int skipped = (int) Math.min(rest, size - position);
                rest -= skipped;
                position += skipped;
                begin = position;
                continue;
            }
            head[headSize] = bytes[position];
            headSize++;
            position++;
            if (headSize == head.length) {
                ByteBuffer whole = ByteBuffer.wrap(head);
                if (found < 0 && wanted.test(whole)) {
                    found = begin;
                }
                rest = whole.getInt(0) + (long) LENGTH - headSize;
                headSize = 0;
                begin = position;
            }
        }
        return found;
    }
}
