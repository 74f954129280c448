package dev.wherry.operations.housekeeping;

/** A directory is no archive of finished files. The message says what to name instead. */
public final class NotAnArchiveException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotAnArchiveException(String message) {
        super(message);
    }
}
