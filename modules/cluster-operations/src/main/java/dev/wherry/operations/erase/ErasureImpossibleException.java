package dev.wherry.operations.erase;

/** An entity cannot be erased in the current state of the pipeline. The message says why, and what to do. */
public final class ErasureImpossibleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ErasureImpossibleException(String message) {
        super(message);
    }
}
