package dev.wherry.cli;

import dev.wherry.pipeline.Home;

/** Directs the log to the file of a home. Must be called before anything logs. */
final class LogFile {
    static final String PROPERTY = "wherry.log";

    private LogFile() {}

    static void use(Home home) {
        System.setProperty(PROPERTY, home.log().toString());
    }
}
