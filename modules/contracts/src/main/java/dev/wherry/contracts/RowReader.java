package dev.wherry.contracts;

import java.util.List;

/** Converts valid events of one type to the values of their rows. */
public interface RowReader {
    /**
     * The values of the contract's columns, in their order; null for an absent or null value. Lineage columns are null
     * too; the caller fills them.
     *
     * <p>The Java types: smallint Short, integer Integer, bigint Long, numeric BigDecimal (or Double for NaN and the
     * infinities), double Double, boolean Boolean, text String, uuid UUID, date LocalDate (MIN and MAX for the
     * infinities), timestamptz Instant (whole microseconds; MIN and MAX for the infinities), jsonb the JSON text as
     * String, an array of these a List that may contain nulls.
     *
     * @throws IllegalArgumentException if {@link EventValidator} would not find the event valid
     */
    Object[] read(byte[] event);

    /**
     * As {@link #read}, with the rows of the contract's child tables.
     *
     * @throws IllegalArgumentException if {@link EventValidator} would not find the event valid
     */
    Rows readAll(byte[] event);

    /**
     * The rows of an event.
     *
     * @param row as {@link #read} returns it
     * @param children for each of {@link Contract#children}, the rows of the elements in their order, each with the values of
     *     the child table's columns
     */
    record Rows(Object[] row, List<List<Object[]>> children) {}

    /**
     * The values of a row of which only the key is known: as {@link #read}, but null for all other columns.
     *
     * @param key as in {@link Verdict.Valid}
     * @throws IllegalArgumentException if it is no key of the contract; the message does not contain it
     */
    Object[] readKey(byte[] key);
}
