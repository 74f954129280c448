package dev.wherry.contracts;

/**
 * The origin of an event, as a column can hold it instead of the event's content; written {@code "@file"} and so on. The
 * last three are not for contracts: they fill the columns that only history tables have.
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
    LOADED,
    /** The identity of the event: bytea. */
    ID,
    /** The origin as bytes that sort like the events of one version: bytea. See {@link dev.wherry.wire.OriginOrder}. */
    ORDER,
    /** Whether the event is a deletion: boolean. */
    DELETION
}
