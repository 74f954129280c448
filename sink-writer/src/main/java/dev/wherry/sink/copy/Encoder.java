package dev.wherry.sink.copy;

/**
 * Writes a value in PostgreSQL's binary form of one type. The form is defined by the type's receive function in
 * PostgreSQL's source, such as {@code numeric_recv}.
 */
@FunctionalInterface
interface Encoder {
    /**
     * Writes the value without its length, which {@link CopyBuffer#field} puts before it.
     *
     * @param value never null, and of the class that {@link dev.wherry.contracts.RowReader} returns for the type
     * @throws IllegalArgumentException if the PostgreSQL type cannot hold the value; the message does not contain it
     */
    void encode(Object value, CopyBuffer out);
}
