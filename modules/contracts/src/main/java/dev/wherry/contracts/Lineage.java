package dev.wherry.contracts;

/**
 * The origin of an event, as a column can hold it instead of the event's content; written {@code "@file"} and so on.
 */
public enum Lineage {
    /** The file's path relative to the inbox: text. */
    FILE,
    /** The offset in the file at which the event begins, in bytes: bigint. */
    OFFSET,
    /** The line on which a CSV row starts, from 1: bigint; null for other events. */
    LINE,
    /** The file's modification time: timestamptz; null for events of a growing file. */
    MODIFIED,
    /**
     * The version as order-preserving bytes: bytea. Every table has exactly one such column, which guards against stale
     * writes; an event table has one only if its contract has a version.
     */
    VERSION,
    /** When the row was last written: timestamptz. */
    LOADED
}
