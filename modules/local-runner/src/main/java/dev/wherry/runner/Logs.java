package dev.wherry.runner;

/** Points the log at a home's file. Has to come before anything logs. */
final class Logs {
    static final String FILE = "wherry.log";

    private Logs() {}

    static void to(Home home) {
        System.setProperty(FILE, home.log().toString());
    }
}
