package dev.wherry.split;

import java.util.function.BooleanSupplier;

/**
 * How much to read at once.
 *
 * @param events the maximum number of events; what the end of the content adds may exceed it by two
 * @param bytes no event is added once the chunk contains so many bytes
 * @param withTail whether an incomplete event at the end of the content is published as it stands
 * @param timeIsUp asked before each buffer but the first
 */
public record Limits(long events, long bytes, boolean withTail, BooleanSupplier timeIsUp) {
    boolean allow(Chunk chunk) {
        return chunk.events().size() < events && chunk.bytes() < bytes;
    }
}
