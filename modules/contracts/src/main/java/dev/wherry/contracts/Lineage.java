package dev.wherry.contracts;

/** What a column can hold of an event's way instead of its content; written {@code "@file"} and so on. */
public enum Lineage {
    /** The file's path relative to the inbox: text. */
    FILE,
    /** Where the event begins in its file, in bytes: bigint. */
    OFFSET,
    /** The file's modification time: timestamptz; null for events of a growing file. */
    MODIFIED,
    /** The version as order-preserving bytes: bytea. Every table has exactly one column of it, which guards its rows. */
    VERSION,
    /** When the row was last written: timestamptz. */
    LOADED
}
