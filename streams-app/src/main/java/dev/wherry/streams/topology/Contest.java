package dev.wherry.streams.topology;

import dev.wherry.contracts.Keep;
import dev.wherry.wire.Outcome;
import dev.wherry.wire.TieLimits;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides which event of a key wins, in such a way that the order in which events come never changes the result.
 *
 * <p>The greatest version wins. Candidates of one version are tied, and their origins decide: the greatest for {@link Keep#LATEST}, the
 * smallest for {@link Keep#FIRST}. A copy of an event counts with the smallest origin of all its copies, so that dropping an old
 * file again, with a fresh modification time, changes nothing. That is why the tied candidates are all held, not the winner alone: when a
 * copy comes that is older than the winner was thought to be, another of the tied may win.
 */
final class Contest {
    private final Comparator<Candidate> winnerFirst;

    Contest(Keep keep) {
        this.winnerFirst = Candidate.winnerFirst(keep);
    }

    /**
     * @param held what the store holds of the key, or null
     * @param challenger one candidate
     */
    ContestResult enter(byte[] held, byte[] challenger) {
        int order = held == null ? 1 : CandidateFormat.compareVersions(challenger, held);
        return order == 0
                ? enterTie(
                        CandidateFormat.decode(held),
                        CandidateFormat.decode(challenger).get(0))
                : enter(order, challenger);
    }

    /**
     * @param order how the challenger's version compares to the one that the store holds: not 0, which is a tie
     * @param challenger one candidate
     */
    ContestResult enter(int order, byte[] challenger) {
        Candidate candidate = CandidateFormat.decode(challenger).get(0);
        return order > 0
                ? new ContestResult(candidate.feed(), Outcome.ACCEPTED, Optional.of(challenger), Optional.of(candidate))
                : ContestResult.unchanged(candidate.feed(), Outcome.SUPERSEDED);
    }

    private ContestResult enterTie(List<Candidate> tied, Candidate candidate) {
        Candidate winner = tied.get(0);
        Optional<Candidate> copy = tied.stream().filter(candidate::isCopyOf).findFirst();
        if (copy.isPresent()) {
            if (Candidate.BY_ORIGIN.compare(candidate, copy.get()) >= 0) {
                return ContestResult.unchanged(candidate.feed(), Outcome.DUPLICATE);
            }
            tied.remove(copy.get());
        }
        tied.add(candidate);
        tied.sort(winnerFirst);
        forgetTheFurthest(tied);
        Candidate newWinner = tied.get(0);
        Outcome outcome = copy.isPresent()
                ? Outcome.DUPLICATE
                : newWinner.equals(candidate) ? Outcome.ACCEPTED : Outcome.SUPERSEDED;
        return new ContestResult(
                candidate.feed(),
                outcome,
                Optional.of(CandidateFormat.encode(tied)),
                newWinner.equals(winner) ? Optional.empty() : Optional.of(newWinner));
    }

    private static void forgetTheFurthest(List<Candidate> tied) {
        while (tied.size() > TieLimits.MAX_EVENTS || (tied.size() > 1 && bytes(tied) > TieLimits.MAX_BYTES)) {
            tied.remove(tied.size() - 1);
        }
    }

    private static long bytes(List<Candidate> tied) {
        return tied.stream()
                .mapToLong(candidate -> candidate.id().length + candidate.event().length)
                .sum();
    }
}
