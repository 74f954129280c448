package dev.wherry.contracts;

import java.util.ArrayList;
import java.util.List;

/**
 * A table that a contract fills from the records of a topic.
 *
 * @param columns the columns that are filled; key columns need not come first
 */
public record ContractTable(Kind kind, TableName name, String topic, List<Column> columns) {
    /** What the rows of a table stand for. */
    public enum Kind {
        /** A row is the state of a key: its latest or first event. */
        STATE,
        /** A row is an event: {@link Keep#EVERY}. */
        EVENTS,
        /** A row is an event of a key, whether or not it is the key's state. Copies of an event are one row. */
        HISTORY
    }

    /** The columns of a history table that its contract does not declare. */
    private static final List<Column> OF_HISTORY = List.of(
            new Column.OfLineage("history_id", new ColumnType(ScalarType.BYTEA, false), Lineage.ID),
            new Column.OfLineage("history_order", new ColumnType(ScalarType.BYTEA, false), Lineage.ORDER),
            new Column.OfLineage("deleted", new ColumnType(ScalarType.BOOLEAN, false), Lineage.DELETION));

    public ContractTable {
        columns = List.copyOf(columns);
    }

    /** The names of the columns that every history table has. */
    public static List<String> historyColumns() {
        return OF_HISTORY.stream().map(Column::name).toList();
    }

    /** @param columns those of the contract */
    static ContractTable history(TableName name, String topic, List<Column> columns) {
        List<Column> all = new ArrayList<>(columns);
        all.addAll(OF_HISTORY);
        return new ContractTable(Kind.HISTORY, name, topic, all);
    }

    /** The columns of the primary key. */
    public List<Column> key() {
        return columns.stream().filter(this::isKey).toList();
    }

    /** In a history table, the contract's key has a row for each version and event. */
    private boolean isKey(Column column) {
        return column.key() || kind == Kind.HISTORY && (column.isFrom(Lineage.VERSION) || column.isFrom(Lineage.ID));
    }
}
