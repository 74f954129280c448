package dev.wherry.source;

/** The process ends here. An error, so that nothing takes it for a failure of the file system. */
@SuppressWarnings("serial")
final class Killed extends Error {
    Killed() {
        super("killed", null, false, false);
    }
}
