package dev.wherry.sink.batch;

import dev.wherry.contracts.RowReader;
import java.util.List;

/** Turns objects into rows of a table. */
public interface RowFormat<R> {
    TargetTable table();

    /**
     * The values of the table's fields, in their order.
     *
     * @throws IllegalArgumentException if the object cannot become a row; the message goes to the quarantine
     */
    Object[] values(R row);

    /**
     * As {@link #values}, with the values of the rows in each of {@link TargetTable#children}.
     *
     * @throws IllegalArgumentException if the object cannot become rows; the message goes to the quarantine
     */
    default RowReader.Rows rows(R row) {
        return new RowReader.Rows(values(row), List.of());
    }
}
