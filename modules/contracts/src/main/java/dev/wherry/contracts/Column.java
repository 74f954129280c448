package dev.wherry.contracts;

import dev.wherry.contracts.condition.Condition;
import dev.wherry.contracts.value.FieldReader;

/** A column of a contract's table and the source of its values. */
public sealed interface Column {
    String name();

    ColumnType type();

    /** Whether the column is part of the primary key. */
    default boolean key() {
        return false;
    }

    /** Whether the column is filled from this part of the event's origin. */
    default boolean isFrom(Lineage lineage) {
        return this instanceof OfLineage filled && filled.from() == lineage;
    }

    /**
     * Filled from the content of the event; in a {@link ChildTable} from the content of the element.
     *
     * @param key whether the column is part of the primary key, which is the contract's key
     * @param reader reads its values from events
     */
    record OfEvent(String name, ColumnType type, FieldPath from, boolean key, FieldReader reader) implements Column {}

    /** True if a condition holds for the event, or for the element, else false; never null. */
    record OfCondition(String name, ColumnType type, Condition when) implements Column {}

    /** The undeclared properties of the event, by their JSON pointers; null if there are none. */
    record OfExtra(String name, ColumnType type) implements Column {}

    /** Filled from the origin of the event. */
    record OfLineage(String name, ColumnType type, Lineage from) implements Column {}

    /**
     * Filled from the event that contains the element. Only in a {@link ChildTable}.
     *
     * @param key whether the location is a part of the contract's key
     */
    record OfParent(String name, ColumnType type, FieldPath from, boolean key, FieldReader reader) implements Column {}

    /** Filled with the element's place in the array, from 0. Only in a {@link ChildTable}. */
    record OfIndex(String name, ColumnType type, boolean key) implements Column {}
}
