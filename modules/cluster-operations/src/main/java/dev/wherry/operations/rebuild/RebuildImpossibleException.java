package dev.wherry.operations.rebuild;

/** Nothing can be taken back as things are; the message says why, and what to do. */
public final class RebuildImpossibleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RebuildImpossibleException(String message) {
        super(message);
    }
}
