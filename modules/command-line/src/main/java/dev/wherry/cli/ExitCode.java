package dev.wherry.cli;

/** What the command's exit codes mean. */
final class ExitCode {
    static final int FINE = 0;
    /** Something that should not happen did; the log has the details. */
    static final int FAILED = 1;
    /** The command line, the contracts or the machine do not allow it; the message says what to do. */
    static final int USAGE = 2;
    /** The books do not balance, the tables are not what they must be, or a transaction hangs. */
    static final int NOT_BALANCED = 3;

    private ExitCode() {}
}
