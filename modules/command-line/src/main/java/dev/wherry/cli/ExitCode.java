package dev.wherry.cli;

/** The exit codes of the command. */
final class ExitCode {
    static final int OK = 0;
    /** An unexpected failure; the log has the details. */
    static final int FAILED = 1;
    /** The command line, the contracts or the environment are invalid; the message says what to do. */
    static final int USAGE = 2;
    /** The books do not balance, a table differs from the truth, or a transaction hangs. */
    static final int CHECK_FAILED = 3;

    private ExitCode() {}
}
