package dev.wherry.streams;

/** The exit codes of the program. */
enum ExitCode {
    /** The program stopped on request. */
    OK(0),
    /** A fatal failure stopped the program; the last line of its output names it. */
    FAILED(1),
    /** The options, contracts or topics are invalid; the output names every problem. */
    INVALID_SETUP(2);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
