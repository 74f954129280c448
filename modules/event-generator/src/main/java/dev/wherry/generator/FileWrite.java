package dev.wherry.generator;

import java.time.Instant;

/** One write of an event to the inbox. An event can be written several times, each time under another name. */
sealed interface FileWrite {
    Event event();

    /** The file name without its extension. */
    String name();

    /** Written completely. */
    record Whole(Event event, String name) implements FileWrite {}

    /** Moved into the inbox with an old modification time. */
    record Backdated(Event event, String name, Instant modified) implements FileWrite {}

    /**
     * Written in two parts with a pause between them.
     *
     * @param share the share of the first part, from 0 to below 1
     */
    record Paused(Event event, String name, double share) implements FileWrite {}

    /**
     * Truncated.
     *
     * @param share the share that is written, from 0 to below 1
     */
    record CutOff(Event event, String name, double share) implements FileWrite {}
}
