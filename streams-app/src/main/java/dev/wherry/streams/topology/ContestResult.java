package dev.wherry.streams.topology;

import dev.wherry.wire.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The result of a {@link Contest} for one candidate.
 *
 * @param feed the feed that the candidate came from
 * @param toStore the new value of the key's store; empty if the store is unchanged
 * @param newWinner the new state of the key; empty if the state is unchanged. It may be another event than the
 *     candidate: see {@link Contest}
 */
record ContestResult(String feed, Outcome outcome, Optional<byte[]> toStore, Optional<Candidate> newWinner)
        implements HasOutcome {
    static ContestResult unchanged(String feed, Outcome outcome) {
        return new ContestResult(feed, outcome, Optional.empty(), Optional.empty());
    }

    /** The value of the new state record: one element or none. Null, a tombstone, if the winner is a deletion. */
    List<byte[]> newState() {
        return newWinner.isEmpty()
                ? List.of()
                : Collections.singletonList(
                        newWinner.get().deletion() ? null : newWinner.get().event());
    }
}
