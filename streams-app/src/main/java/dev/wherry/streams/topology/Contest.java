package dev.wherry.streams.topology;

import dev.wherry.contracts.Keep;
import dev.wherry.wire.Outcome;
import dev.wherry.wire.TieLimits;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides which event of a key wins. The order of arrival never changes the result.
 *
 * <p>The greatest version wins. Candidates of one version are tied, and their origins decide: the greatest wins for
 * {@link Keep#LATEST}, the smallest for {@link Keep#FIRST}. A copy of an event counts with the smallest origin of all
 * its copies, so writing an old file again with a new modification time changes nothing. This is why the store keeps
 * all tied candidates and not only the winner: an older copy of the winner can make another tied candidate win.
 */
final class Contest {
    private final Comparator<Candidate> winnerFirst;

    Contest(Keep keep) {
        this.winnerFirst = Candidate.winnerFirst(keep);
    }

    /**
     * @param stored the store's value of the key, or null
     * @param challenger one encoded candidate
     */
    ContestResult decide(byte[] stored, byte[] challenger) {
        int order = stored == null ? 1 : CandidateFormat.compareVersions(challenger, stored);
        return order == 0
                ? decideTie(
                        CandidateFormat.decode(stored),
                        CandidateFormat.decode(challenger).get(0))
                : decide(order, challenger);
    }

    /**
     * @param order how the challenger's version compares to the stored one; not 0, which is a tie
     * @param challenger one encoded candidate
     */
    ContestResult decide(int order, byte[] challenger) {
        Candidate candidate = CandidateFormat.decode(challenger).get(0);
        return order > 0
                ? ContestResult.of(candidate, Outcome.ACCEPTED, Optional.of(challenger), Optional.of(candidate))
                : ContestResult.unchanged(candidate, Outcome.SUPERSEDED);
    }

    private ContestResult decideTie(List<Candidate> tied, Candidate candidate) {
        Candidate winner = tied.get(0);
        Optional<Candidate> copy = tied.stream().filter(candidate::isCopyOf).findFirst();
        if (copy.isPresent()) {
            if (Candidate.BY_ORIGIN.compare(candidate, copy.get()) >= 0) {
                return ContestResult.unchanged(candidate, Outcome.DUPLICATE);
            }
            tied.remove(copy.get());
        }
        tied.add(candidate);
        tied.sort(winnerFirst);
        trimToLimits(tied);
        Candidate newWinner = tied.get(0);
        Outcome outcome = copy.isPresent()
                ? Outcome.DUPLICATE
                : newWinner.equals(candidate) ? Outcome.ACCEPTED : Outcome.SUPERSEDED;
        return ContestResult.of(
                candidate,
                outcome,
                Optional.of(CandidateFormat.encode(tied)),
                newWinner.equals(winner) ? Optional.empty() : Optional.of(newWinner));
    }

    private static void trimToLimits(List<Candidate> tied) {
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
