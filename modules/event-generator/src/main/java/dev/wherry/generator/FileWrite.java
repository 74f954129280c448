package dev.wherry.generator;

import java.time.Instant;

/** One writing of an event into the inbox. An event can be dropped several times, each time under another name. */
sealed interface FileWrite {
    Event event();

    /** The file's name without its extension. */
    String name();

    /** Opened, written and closed. */
    record Whole(Event event, String name) implements FileWrite {}

    /** Moved in, with the modification time that it had elsewhere. */
    record Backdated(Event event, String name, Instant modified) implements FileWrite {}

    /**
     * Written in two goes.
     *
     * @param share how much of it comes at first, from 0 to below 1
     */
    record Paused(Event event, String name, double share) implements FileWrite {}

    /**
     * Only begun.
     *
     * @param share how much of it is written, from 0 to below 1
     */
    record CutOff(Event event, String name, double share) implements FileWrite {}
}
