package dev.wherry.sink.batch;

/** Turns objects into rows of a table. */
public interface RowFormat<R> {
    TargetTable table();

    /**
     * The values of the table's fields, in their order.
     *
     * @throws IllegalArgumentException if the object cannot become a row; the message goes to the quarantine
     */
    Object[] values(R row);
}
