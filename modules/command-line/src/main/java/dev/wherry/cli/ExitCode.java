package dev.wherry.cli;

/** The exit codes of the command. */
final class ExitCode {
    static final int OK = 0;
    /** An unexpected failure; the log has the details. */
    static final int FAILED = 1;
    /** The command line, the contracts or the environment are invalid; the message says what to do. */
    static final int USAGE = 2;
    /**
     * Not everything is as it should be: the books, rejected rows, files that are not read, a changed contract, a table
     * that differs from the truth, a hanging transaction, or a run that was stopped before its end.
     */
    static final int CHECK_FAILED = 3;

    private ExitCode() {}
}
