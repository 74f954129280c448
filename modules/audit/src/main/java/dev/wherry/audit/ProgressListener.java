package dev.wherry.audit;

/** Receives the progress of an audit. */
@FunctionalInterface
public interface ProgressListener {
    /**
     * Called often, so implementations must be cheap.
     *
     * @param activity the current step, for display
     * @param done the amount done
     * @param total the total amount; 0 if unknown
     */
    void show(String activity, long done, long total);
}
