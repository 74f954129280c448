package dev.wherry.streams.topology;

import dev.wherry.wire.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * What became of a candidate.
 *
 * @param feed the feed that the candidate came from
 * @param held what the key's store must hold from now on; empty where that stays as it was
 * @param winner the key's new state; empty where that stays as it was. It need not be the candidate: see {@link Contest}
 */
record ContestResult(String feed, Outcome outcome, Optional<byte[]> held, Optional<Candidate> winner)
        implements HasOutcome {
    static ContestResult unchanged(String feed, Outcome outcome) {
        return new ContestResult(feed, outcome, Optional.empty(), Optional.empty());
    }

    /** The new state's bytes: one or none. */
    List<byte[]> newState() {
        return winner.map(Candidate::event).stream().toList();
    }
}
