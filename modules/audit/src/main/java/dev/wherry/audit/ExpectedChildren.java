package dev.wherry.audit;

import static dev.wherry.contracts.SqlIdentifiers.quote;

import dev.wherry.contracts.ChildTable;
import dev.wherry.contracts.Column;
import dev.wherry.contracts.Contract;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The rows that a child table must hold, in a temporary table with the same columns. */
final class ExpectedChildren {
    final ChildTable child;
    /** The temporary table. */
    final String name;

    private final Contract contract;
    private final StoredTypes stored;
    private final CopyLoader loader;

    ExpectedChildren(AuditDatabase database, Contract contract, ChildTable child, String name) throws SQLException {
        this.contract = contract;
        this.child = child;
        this.name = name;
        EmptyCopy.create(database, contract, child.name(), name, columnNames(""));
        this.stored = StoredTypes.read(database, child.name(), child.columns());
        this.loader = stored.loader(database, name, ExpectedTable.ORIGIN);
    }

    /** Adds the rows of an event. */
    void add(String feed, ConsumerRecord<byte[], byte[]> raw, List<Object[]> rows) throws SQLException {
        for (Object[] values : rows) {
            CopyText row = loader.row();
            for (Object value : values) {
                row.text(PostgresText.of(value));
            }
            row.text(feed)
                    .number((long) raw.partition())
                    .number(raw.offset())
                    .text("f")
                    .endRow();
        }
    }

    void flush() throws SQLException {
        loader.flush();
    }

    /** All columns of an alias. */
    String columnList(String alias) {
        return columnNames(alias + '.');
    }

    private String columnNames(String prefix) {
        return child.columns().stream()
                .map(column -> prefix + quote(column.name()))
                .collect(Collectors.joining(", "));
    }

    /** A key column, which is null only if there is no row. */
    String firstKeyColumn() {
        return quote(keyColumns().findFirst().orElseThrow().name());
    }

    /** The condition that two rows of the child table have the same key. */
    String sameKey(String left, String right) {
        return keyColumns()
                .map(column -> bytewise(column, left) + " = " + bytewise(column, right))
                .collect(Collectors.joining(" AND "));
    }

    /** An expression for the key of a row as text that sorts bytewise. */
    String keyText(Function<String, String> value) {
        return keyColumns()
                .map(column -> value.apply(quote(column.name())) + "::text")
                .collect(Collectors.joining(", ", "concat_ws(', ', ", ") COLLATE \"C\""));
    }

    /** The condition that a row of the contract's table is the parent of a row with these values. */
    String isParent(String parent, Function<String, String> value) {
        return contract.columns().stream()
                .filter(Column::key)
                .map(column -> {
                    Column ofChild = child.parentKey(((Column.OfEvent) column).from());
                    return bytewise(column, parent) + " = "
                            + stored.bytewise(ofChild, value.apply(quote(ofChild.name())));
                })
                .collect(Collectors.joining(" AND "));
    }

    String anyDiffers(String left, String right) {
        return child.columns().stream()
                .map(column -> stored.differs(column, left, right))
                .collect(Collectors.joining(" OR "));
    }

    /** An expression for the names of the columns in which two rows differ, with both values if requested. */
    String differingColumns(String expected, String actual, boolean showValues) {
        return child.columns().stream()
                .map(column -> "CASE WHEN " + stored.differs(column, expected, actual) + " THEN "
                        + stored.description(column, expected, actual, showValues) + " END")
                .collect(Collectors.joining(", ", "concat_ws(', ', ", ")"));
    }

    private String bytewise(Column column, String alias) {
        return stored.bytewise(column, alias + '.' + quote(column.name()));
    }

    private Stream<Column> keyColumns() {
        return child.columns().stream().filter(Column::key);
    }
}
