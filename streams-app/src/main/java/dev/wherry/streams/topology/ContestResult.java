package dev.wherry.streams.topology;

import dev.wherry.wire.Origin;
import dev.wherry.wire.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The result of a {@link Contest} for one candidate.
 *
 * @param feed the feed that the candidate came from
 * @param origin where in that feed
 * @param reading the header of the candidate's reading; null if it has none
 * @param toStore the new value of the key's store; empty if the store is unchanged
 * @param newWinner the new state of the key; empty if the state is unchanged. It may be another event than the
 *     candidate: see {@link Contest}
 */
record ContestResult(
        String feed,
        Origin origin,
        byte[] reading,
        Outcome outcome,
        Optional<byte[]> toStore,
        Optional<Candidate> newWinner)
        implements HasOutcome {
    static ContestResult of(
            Candidate candidate, Outcome outcome, Optional<byte[]> toStore, Optional<Candidate> newWinner) {
        return new ContestResult(candidate.feed(), candidate.origin(), null, outcome, toStore, newWinner);
    }

    static ContestResult unchanged(Candidate candidate, Outcome outcome) {
        return of(candidate, outcome, Optional.empty(), Optional.empty());
    }

    ContestResult withReading(byte[] header) {
        return header == null ? this : new ContestResult(feed, origin, header, outcome, toStore, newWinner);
    }

    /** The value of the new state record: one element or none. Null, a tombstone, if the winner is a deletion. */
    List<byte[]> newState() {
        return newWinner.isEmpty()
                ? List.of()
                : Collections.singletonList(
                        newWinner.get().deletion() ? null : newWinner.get().event());
    }
}
