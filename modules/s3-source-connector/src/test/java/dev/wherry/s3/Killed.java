package dev.wherry.s3;

/** Simulates the end of the process. An error, so that no code handles it like a file system failure. */
@SuppressWarnings("serial")
final class Killed extends Error {
    Killed() {
        super("killed", null, false, false);
    }
}
