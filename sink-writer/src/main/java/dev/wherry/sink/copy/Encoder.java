package dev.wherry.sink.copy;

/** Writes one value as PostgreSQL's binary form of one type; see {@code typreceive} of the type in PostgreSQL's source. */
interface Encoder {
    /**
     * Writes the value without its length, which {@link CopyBuffer#field} puts before it.
     *
     * @param value never null, and of the class that {@link dev.wherry.contracts.RowReader} names for the type
     * @throws IllegalArgumentException if PostgreSQL's type cannot hold it; names no value
     */
    void encode(Object value, CopyBuffer out);
}
