package dev.wherry.operations.rebuild;

/** The pipeline cannot be reset in its current state. The message says why, and what to do. */
public final class RebuildImpossibleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RebuildImpossibleException(String message) {
        super(message);
    }
}
