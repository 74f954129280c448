package dev.wherry.contracts;

/** Turns valid events of one type into the values of their rows. */
public interface RowReader {
    /**
     * The values of the contract's columns, in their order; null for an absent or null value and in the places of
     * lineage columns, which the caller fills.
     *
     * <p>smallint Short, integer Integer, bigint Long, numeric BigDecimal (or Double for NaN and the infinities), double
     * Double, boolean Boolean, text String, uuid UUID, date LocalDate (MIN and MAX for the infinities), timestamptz Instant
     * (whole microseconds; MIN and MAX for the infinities), jsonb the JSON text as String, an array of these a List that may hold nulls.
     *
     * @throws IllegalArgumentException if the event is none that {@link EventValidator} found valid
     */
    Object[] read(byte[] event);
}
