package dev.wherry.pipeline;

/**
 * Tells whether a pipeline moves. What is pending must be less or more than before, since something else moved: it goes up
 * and down for ever if an object is listed that cannot be read.
 */
final class SeenProgress {
    private PipelineSnapshot last;
    private long fewestPending;
    private long mostPending;

    /** Whether the snapshot shows something new. */
    boolean moves(PipelineSnapshot snapshot) {
        long pending = snapshot.pending();
        if (last == null || !last.withPending(pending).equals(snapshot)) {
            fewestPending = pending;
            mostPending = pending;
            last = snapshot;
            return true;
        }
        boolean moves = pending < fewestPending || pending > mostPending;
        fewestPending = Math.min(fewestPending, pending);
        mostPending = Math.max(mostPending, pending);
        return moves;
    }
}
