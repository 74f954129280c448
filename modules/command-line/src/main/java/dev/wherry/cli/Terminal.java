package dev.wherry.cli;

/** Whether standard output is a terminal. Java cannot tell before 22, so the start script passes it. */
final class Terminal {
    private Terminal() {}

    static boolean isInteractive() {
        return Boolean.getBoolean("wherry.terminal");
    }
}
