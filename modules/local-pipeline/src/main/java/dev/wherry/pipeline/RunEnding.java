package dev.wherry.pipeline;

/** How a run that should process everything ended. */
public enum RunEnding {
    /** Everything is in the warehouse. */
    DRAINED,
    /** Nothing moved for the stall timeout. */
    STALLED,
    /** A stop was requested before everything was in the warehouse. */
    STOPPED
}
