package dev.wherry.streams;

/** How the program ends. */
enum ExitCode {
    /** It was told to stop, and did. */
    FINE(0),
    /** It failed in a way that it cannot get over; the last line of its output says how. */
    FAILED(1),
    /** Its options, contracts or topics cannot be used; its output names every fault. */
    UNUSABLE(2);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
