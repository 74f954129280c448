package dev.wherry.sink.batch;

/** How something becomes a row of a table. */
public interface RowFormat<R> {
    Table table();

    /**
     * The values of the table's fields, in their order.
     *
     * @throws IllegalArgumentException if it makes no row; the message says why, in a sentence for the quarantine
     */
    Object[] values(R row);
}
