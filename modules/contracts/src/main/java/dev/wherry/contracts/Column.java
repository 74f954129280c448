package dev.wherry.contracts;

/** A column of a contract's table and what fills it. */
public sealed interface Column {
    String name();

    ColumnType type();

    /**
     * Filled from the event itself.
     *
     * @param key whether it is part of the table's primary key, which is the contract's key
     */
    record OfEvent(String name, ColumnType type, FieldPath from, boolean key) implements Column {}

    /** Filled from the event's way. */
    record OfLineage(String name, ColumnType type, Lineage from) implements Column {}
}
