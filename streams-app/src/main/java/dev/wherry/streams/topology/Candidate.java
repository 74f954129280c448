package dev.wherry.streams.topology;

import dev.wherry.contracts.Keep;
import dev.wherry.wire.Origin;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A valid event that may become the state of its key.
 *
 * @param version the contract's version as order-preserving bytes
 * @param id identifies the event: copies of an event have the same id
 * @param event the event as JSON
 * @param deletion whether the key has no row if this candidate wins
 */
record Candidate(byte[] version, byte[] id, String feed, Origin origin, byte[] event, boolean deletion) {
    /**
     * Events of growing files have no modification time and sort before those that have one. Id and content come
     * last, so that the order is total even if a file was rewritten within one tick of the file system's clock.
     */
    static final Comparator<Candidate> BY_ORIGIN = Comparator.comparing(
                    (Candidate candidate) -> candidate.origin().modified().isPresent())
            .thenComparingLong(candidate -> candidate.origin().modified().orElse(0))
            .thenComparing(candidate -> candidate.origin().file())
            .thenComparingLong(candidate -> candidate.origin().offset())
            .thenComparing(Candidate::id, Arrays::compareUnsigned)
            .thenComparing(Candidate::event, Arrays::compareUnsigned);

    /** Orders candidates of one version, the winner first. */
    static Comparator<Candidate> winnerFirst(Keep keep) {
        return switch (keep) {
            case LATEST -> BY_ORIGIN.reversed();
            case FIRST -> BY_ORIGIN;
            case EVERY -> throw new IllegalArgumentException("the events of an event table do not compete");
        };
    }

    boolean isCopyOf(Candidate other) {
        return Arrays.equals(id, other.id);
    }
}
