package dev.wherry.audit;

import static dev.wherry.contracts.SqlIdentifiers.quote;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.ChildTable;
import dev.wherry.contracts.Column;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.ContractTable;
import dev.wherry.contracts.Lineage;
import dev.wherry.contracts.RowReader;
import dev.wherry.contracts.TableName;
import dev.wherry.wire.Origin;
import dev.wherry.wire.OriginOrder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The rows that a table of a contract must hold, in a temporary table with the same columns. The names of additional columns
 * contain a dot, which no contract column can have.
 */
final class ExpectedTable {
    /** The definitions of the columns with the origin of the row. */
    static final List<String> ORIGIN = List.of(
            "\"raw.feed\" text COLLATE \"C\"",
            "\"raw.partition\" integer",
            "\"raw.record\" bigint",
            "\"raw.late\" boolean");

    final Contract contract;
    final ContractTable table;
    /** The temporary table. */
    final String name;

    private final List<Column> columns;
    private final Set<String> incomplete;
    private final RowReader reader;
    private final CopyLoader loader;
    private final StoredTypes stored;
    private final List<ExpectedChildren> children = new ArrayList<>();
    /** Their indexes among the child tables of the contract. */
    private final List<Integer> childIndexes = new ArrayList<>();

    /** @param incomplete places in the contract that rows may lack, which are not compared */
    ExpectedTable(
            AuditDatabase database,
            Catalog catalog,
            Contract contract,
            ContractTable table,
            Set<String> incomplete,
            int number)
            throws SQLException {
        this(database, catalog, contract, table, incomplete, "wherry_audit_row_" + number);
    }

    private ExpectedTable(
            AuditDatabase database,
            Catalog catalog,
            Contract contract,
            ContractTable table,
            Set<String> incomplete,
            String name)
            throws SQLException {
        this.contract = contract;
        this.table = table;
        this.incomplete = incomplete;
        this.name = name;
        this.reader = catalog.rowReader(contract);
        this.columns = table.columns();
        String columnNames = columns().map(column -> quote(column.name())).collect(Collectors.joining(", "));
        EmptyCopy.create(database, contract, table.name(), name, columnNames);
        if (table.kind() == ContractTable.Kind.STATE) {
            for (int i = 0; i < contract.children().size(); i++) {
                ChildTable child = contract.children().get(i);
                if (!incomplete.contains(place(child))) {
                    children.add(new ExpectedChildren(database, contract, child, name + "_child_" + i));
                    childIndexes.add(i);
                }
            }
        }
        stored = StoredTypes.read(database, table.name(), columns().toList());
        loader = stored.loader(database, name, ORIGIN);
    }

    /** An empty one for the key and the version of each row, without children. */
    ExpectedTable onlyKeys(AuditDatabase database, Catalog catalog) throws SQLException {
        Stream<String> otherColumns = columns.stream()
                .filter(column -> !table.key().contains(column) && !column.isFrom(Lineage.VERSION))
                .map(ExpectedTable::place);
        Stream<String> allChildren = contract.children().stream().map(ExpectedTable::place);
        Set<String> others = Stream.concat(otherColumns, allChildren).collect(Collectors.toSet());
        return new ExpectedTable(database, catalog, contract, table, others, name + "_keys");
    }

    /** The places in the contract that are not compared. */
    Set<String> incomplete() {
        return incomplete;
    }

    private boolean isIncomplete(Column column) {
        return incomplete.contains(place(column));
    }

    private static String place(Column column) {
        return "/columns/" + column.name();
    }

    private static String place(ChildTable child) {
        return "/children/" + child.name();
    }

    /** The columns that are compared: those that depend on the event, which excludes the time of loading. */
    private Stream<Column> columns() {
        return columns.stream().filter(column -> !column.isFrom(Lineage.LOADED) && !isIncomplete(column));
    }

    /** The names of the table and of its child tables in which policies may hide rows from the audit's user. */
    List<TableName> withRowSecurity(AuditDatabase database) throws SQLException {
        List<TableName> found = new ArrayList<>();
        addIfRowSecurity(table.name(), database, found);
        for (ExpectedChildren each : children) {
            addIfRowSecurity(each.child.name(), database, found);
        }
        return found;
    }

    private static void addIfRowSecurity(TableName table, AuditDatabase database, List<TableName> found)
            throws SQLException {
        if (database.number("SELECT row_security_active(to_regclass(?)::oid)::integer", table.sql()) == 1) {
            found.add(table);
        }
    }

    /** Adds a row to each of these tables of one contract, for which it reads the event once. */
    static void add(
            List<ExpectedTable> tables,
            String feed,
            ConsumerRecord<byte[], byte[]> raw,
            AuditedEvent event,
            boolean late)
            throws SQLException {
        boolean withChildren = !late && tables.stream().anyMatch(table -> !table.children.isEmpty());
        RowReader.Rows rows = tables.get(0).read(raw, event, withChildren);
        for (ExpectedTable table : tables) {
            table.add(feed, raw, event, rows, late);
        }
    }

    /** The rows of the event in the tables of its contract; child tables have none if they are not requested. */
    private RowReader.Rows read(ConsumerRecord<byte[], byte[]> raw, AuditedEvent event, boolean withChildren) {
        if (event.json() == null) {
            return new RowReader.Rows(reader.readKey(raw.key()), List.of());
        }
        return withChildren ? reader.readAll(event.json()) : new RowReader.Rows(reader.read(event.json()), List.of());
    }

    private void add(
            String feed, ConsumerRecord<byte[], byte[]> raw, AuditedEvent event, RowReader.Rows rows, boolean late)
            throws SQLException {
        if (!rows.children().isEmpty()) {
            for (int i = 0; i < children.size(); i++) {
                children.get(i).add(feed, raw, rows.children().get(childIndexes.get(i)));
            }
        }
        CopyText row = loader.row();
        Origin origin = RawOrigin.origin(raw);
        for (int i = 0; i < columns.size(); i++) {
            if (isIncomplete(columns.get(i))) {
                continue;
            }
            if (columns.get(i) instanceof Column.OfLineage lineage) {
                addLineage(row, lineage.from(), origin, event);
            } else {
                row.text(PostgresText.of(rows.row()[i]));
            }
        }
        row.text(feed)
                .number((long) raw.partition())
                .number(raw.offset())
                .truth(late)
                .endRow();
    }

    private static void addLineage(CopyText row, Lineage from, Origin origin, AuditedEvent event) {
        switch (from) {
            case FILE -> row.text(origin.file());
            case OFFSET -> row.number(origin.offset());
            case LINE -> row.number(RawOrigin.orNull(origin.line()));
            case MODIFIED -> row.text(PostgresText.of(RawOrigin.time(origin.modified())));
            case VERSION -> row.bytes(event.version());
            case ID -> row.bytes(event.id());
            case ORDER -> row.bytes(OriginOrder.encode(origin));
            case DELETION -> row.truth(event.deletion());
            case LOADED -> {} // not a column of the temporary table
        }
    }

    void flush() throws SQLException {
        loader.flush();
        for (ExpectedChildren child : children) {
            child.flush();
        }
    }

    List<ExpectedChildren> children() {
        return children;
    }

    /** All columns of an alias except the time of loading. */
    String columnList(String alias) {
        return columns().map(column -> alias + '.' + quote(column.name())).collect(Collectors.joining(", "));
    }

    /** The columns of an alias that copies of an event have in common: those of its content, and the version. */
    String contentList(String alias) {
        return columns()
                .filter(column -> !(column instanceof Column.OfLineage) || column.isFrom(Lineage.VERSION))
                .map(column -> alias + '.' + quote(column.name()))
                .collect(Collectors.joining(", "));
    }

    /** The condition that two aliases have the same key. */
    String sameKey(String left, String right) {
        return keyColumns()
                .map(column -> stored.bytewise(column, left + '.' + quote(column.name())) + " = "
                        + stored.bytewise(column, right + '.' + quote(column.name())))
                .collect(Collectors.joining(" AND "));
    }

    /** The condition that an alias has the key of either of two others, whichever has a row. */
    String sameKeyAsEither(String alias, String expected, String actual) {
        return keyColumns()
                .map(column -> {
                    String name = quote(column.name());
                    return stored.bytewise(column, alias + '.' + name) + " = "
                            + stored.bytewise(column, "coalesce(%s.%s, %s.%s)".formatted(expected, name, actual, name));
                })
                .collect(Collectors.joining(" AND "));
    }

    /** A key column, which is null only if there is no row. */
    String firstKeyColumn() {
        return quote(keyColumns().findFirst().orElseThrow().name());
    }

    /** An expression for the key of a row as text that sorts bytewise. */
    String keyText(String alias) {
        return keyColumns()
                .map(column -> alias + '.' + quote(column.name()) + "::text")
                .collect(Collectors.joining(", ", "concat_ws(', ', ", ") COLLATE \"C\""));
    }

    /** The condition that two rows differ in any column. */
    String anyDiffers(String expected, String actual) {
        return columns().map(column -> stored.differs(column, expected, actual)).collect(Collectors.joining(" OR "));
    }

    /** The condition that two events with the same key are no copies of each other, in the words of the sink. */
    String contentDiffers(String left, String right) {
        if (table.kind() == ContractTable.Kind.HISTORY) {
            return "false"; // the key contains the identity of the event
        }
        String same = columns()
                .filter(column -> !(column instanceof Column.OfLineage))
                .map(column -> stored.same(column, left, right))
                .collect(Collectors.joining(" AND "));
        return same.isEmpty() ? "false" : "NOT (" + same + ")";
    }

    /** The column with the version, as SQL; empty if the table has none. */
    Optional<String> versionColumn() {
        return columnOf(Lineage.VERSION);
    }

    private Optional<String> columnOf(Lineage from) {
        return columns.stream()
                .filter(column -> column.isFrom(from))
                .map(column -> quote(column.name()))
                .findFirst();
    }

    /**
     * The condition that of two events with one key, the first must be the row: of an event table the one with the smaller
     * version, whose bytes are greater; of a history the copy with the smaller origin.
     */
    String replaces(String one, String other) {
        boolean history = table.kind() == ContractTable.Kind.HISTORY;
        return columnOf(history ? Lineage.ORDER : Lineage.VERSION)
                .map(column -> one + "." + column + (history ? " < " : " > ") + other + "." + column)
                .orElse("false");
    }

    /** An expression for the names of the columns in which two rows differ, with both values if requested. */
    String differingColumns(String expected, String actual, boolean showValues) {
        return columns()
                .map(column -> "CASE WHEN " + stored.differs(column, expected, actual) + " THEN "
                        + stored.description(column, expected, actual, showValues) + " END")
                .collect(Collectors.joining(", ", "concat_ws(', ', ", ")"));
    }

    private Stream<Column> keyColumns() {
        return table.key().stream();
    }
}
