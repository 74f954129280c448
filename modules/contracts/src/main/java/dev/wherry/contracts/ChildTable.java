package dev.wherry.contracts;

import java.util.List;

/**
 * A table with a row for each element of an array in the events. The rows are replaced as a whole with the row of the event,
 * their parent, and are deleted with it. Their primary key is the parent's key and a part that identifies the element.
 *
 * @param each the location of the array in the event; if there is none, the event has no rows
 * @param columns in the order of the contract file
 */
public record ChildTable(TableName name, FieldPath each, List<Column> columns) {
    public ChildTable {
        columns = List.copyOf(columns);
    }

    /** The column that holds this part of the parent's key. */
    public Column parentKey(FieldPath part) {
        return columns.stream()
                .filter(column -> column instanceof Column.OfParent parent
                        && parent.from().equals(part))
                .findFirst()
                .orElseThrow();
    }
}
