package dev.wherry.testing.connect;

/** Simulates the end of the process. An error, so that no code handles it like a file system failure. */
@SuppressWarnings("serial")
public final class Killed extends Error {
    public Killed() {
        super("killed", null, false, false);
    }
}
