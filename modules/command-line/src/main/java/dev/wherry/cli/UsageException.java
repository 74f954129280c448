package dev.wherry.cli;

/** The command cannot be run as specified. The message is one sentence that says what to do. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
