package dev.wherry.audit;

/** Is told how far an audit is. */
@FunctionalInterface
public interface ProgressListener {
    /**
     * Called often, so what it does must be cheap.
     *
     * @param doing what is being done, for a person
     * @param done how much of it
     * @param all how much there is; 0 if that is not known
     */
    void show(String doing, long done, long all);
}
