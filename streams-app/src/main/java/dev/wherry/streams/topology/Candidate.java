package dev.wherry.streams.topology;

import dev.wherry.contracts.Keep;
import dev.wherry.wire.Origin;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A valid event that may become the state of its key.
 *
 * @param version the contract's version as order-preserving bytes
 * @param id the event's own identity: a copy of an event has the same
 * @param event the event's bytes, verbatim
 */
record Candidate(byte[] version, byte[] id, String feed, Origin origin, byte[] event) {
    /**
     * Events of growing files have no modification time and order before those that have one. Identity and content come last, so that
     * the order is total even where a file was rewritten within one tick of its clock.
     */
    static final Comparator<Candidate> BY_ORIGIN = Comparator.comparing(
                    (Candidate candidate) -> candidate.origin().modified().isPresent())
            .thenComparingLong(candidate -> candidate.origin().modified().orElse(0))
            .thenComparing(candidate -> candidate.origin().file())
            .thenComparingLong(candidate -> candidate.origin().offset())
            .thenComparing(Candidate::id, Arrays::compareUnsigned)
            .thenComparing(Candidate::event, Arrays::compareUnsigned);

    /** Of candidates with one version, the winner first. */
    static Comparator<Candidate> winnerFirst(Keep keep) {
        return switch (keep) {
            case LATEST -> BY_ORIGIN.reversed();
            case FIRST -> BY_ORIGIN;
        };
    }

    boolean isCopyOf(Candidate other) {
        return Arrays.equals(id, other.id);
    }
}
