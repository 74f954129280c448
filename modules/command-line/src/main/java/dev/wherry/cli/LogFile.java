package dev.wherry.cli;

import dev.wherry.pipeline.Home;

/** Points the log at a home's file. Has to come before anything logs. */
final class LogFile {
    static final String FILE = "wherry.log";

    private LogFile() {}

    static void to(Home home) {
        System.setProperty(FILE, home.log().toString());
    }
}
