package dev.wherry.cli;

/** Whether standard output is a terminal. Java cannot tell before 22, so the start script does. */
final class Terminal {
    private Terminal() {}

    static boolean isOne() {
        return Boolean.getBoolean("wherry.terminal");
    }
}
