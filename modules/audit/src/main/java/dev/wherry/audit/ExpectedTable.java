package dev.wherry.audit;

import static dev.wherry.contracts.SqlIdentifiers.quote;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Column;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.Lineage;
import dev.wherry.contracts.RowReader;
import dev.wherry.wire.Headers;
import dev.wherry.wire.Origin;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The rows that a contract's table must hold, in a temporary table with the same columns. The names of additional columns
 * contain a dot, which no contract column can have.
 */
final class ExpectedTable {
    private static final String UNDEFINED_COLUMN = "42703";
    /** The columns with the origin of the row. */
    private static final List<String> ORIGIN = List.of(
            "\"raw.feed\" text COLLATE \"C\"",
            "\"raw.partition\" integer",
            "\"raw.record\" bigint",
            "\"raw.late\" boolean");

    final Contract contract;
    /** The temporary table. */
    final String name;

    private final List<Column> columns;
    private final RowReader reader;
    private final CopyLoader loader;
    private final StoredTypes stored;

    ExpectedTable(AuditDatabase database, Catalog catalog, Contract contract, int number) throws SQLException {
        this.contract = contract;
        this.name = "wherry_audit_row_" + number;
        this.reader = catalog.rowReader(contract);
        this.columns = contract.columns();
        String columnNames = columns().map(column -> quote(column.name())).collect(Collectors.joining(", "));
        if (!database.tableExists(contract.table())) {
            throw new AuditImpossibleException("There is no table " + contract.table()
                    + " in the database: run the pipeline with these contracts first, or specify its database.");
        }
        try {
            // same types as the real table; a contract's table and column names are validated identifiers
            database.execute("CREATE TEMPORARY TABLE " + name + " AS SELECT " + columnNames + " FROM "
                    + contract.table().sql() + " WITH NO DATA; ALTER TABLE pg_temp." + name + " ADD COLUMN "
                    + String.join(", ADD COLUMN ", ORIGIN));
        } catch (SQLException failure) {
            if (UNDEFINED_COLUMN.equals(failure.getSQLState())) {
                throw new AuditImpossibleException("Table " + contract.table() + " does not fit contract "
                        + contract.type() + ": " + AuditDatabase.message(failure)
                        + ". Add the column by a migration and run the pipeline, or specify the contracts that it has run"
                        + " with.");
            }
            throw failure;
        }
        stored = StoredTypes.read(database, contract.table(), columns().toList());
        loader = stored.loader(database, name, ORIGIN);
    }

    /** The columns that depend on the event, which excludes the time of loading. */
    private Stream<Column> columns() {
        return columns.stream().filter(column -> !isLoadTime(column));
    }

    private static boolean isLoadTime(Column column) {
        return column instanceof Column.OfLineage lineage && lineage.from() == Lineage.LOADED;
    }

    /** Whether policies may hide rows of the table from the audit's user. */
    boolean hasRowSecurity(AuditDatabase database) throws SQLException {
        return database.number(
                        "SELECT row_security_active(to_regclass(?)::oid)::integer",
                        contract.table().sql())
                == 1;
    }

    /** @param event the raw record's event as JSON; null for a row that has only the key of the record */
    void add(String feed, ConsumerRecord<byte[], byte[]> raw, byte[] event, byte[] version, boolean late)
            throws SQLException {
        Object[] values = event == null ? reader.readKey(raw.key()) : reader.read(event);
        CopyText row = loader.row();
        for (int i = 0; i < values.length; i++) {
            Column column = columns.get(i);
            if (column instanceof Column.OfLineage lineage) {
                if (lineage.from() == Lineage.VERSION) {
                    row.bytes(version);
                } else if (lineage.from() != Lineage.LOADED) {
                    row.text(PostgresText.of(lineage(lineage.from(), raw)));
                }
            } else {
                row.text(PostgresText.of(values[i]));
            }
        }
        row.text(feed)
                .number((long) raw.partition())
                .number(raw.offset())
                .text(late ? "t" : "f")
                .endRow();
    }

    private static Object lineage(Lineage from, ConsumerRecord<byte[], byte[]> raw) {
        Origin origin = RawOrigin.origin(raw);
        return switch (from) {
            case FILE -> origin.file();
            case OFFSET -> origin.offset();
            case LINE -> RawOrigin.orNull(origin.line());
            case MODIFIED -> time(origin.modified());
            case VERSION, LOADED -> throw new IllegalArgumentException(Headers.VERSION + " is not a text column");
        };
    }

    private static Instant time(OptionalLong nanos) {
        return nanos.isEmpty()
                ? null
                : Instant.ofEpochSecond(
                        Math.floorDiv(nanos.getAsLong(), 1_000_000_000L),
                        Math.floorMod(nanos.getAsLong(), 1_000_000_000L));
    }

    void flush() throws SQLException {
        loader.flush();
    }

    /** All columns of an alias except the time of loading. */
    String columnList(String alias) {
        return columns().map(column -> alias + '.' + quote(column.name())).collect(Collectors.joining(", "));
    }

    /** The columns of an alias that copies of an event have in common: those of its content, and the version. */
    String contentList(String alias) {
        return columns()
                .filter(column -> !(column instanceof Column.OfLineage lineage) || lineage.from() == Lineage.VERSION)
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
        String same = columns()
                .filter(column -> !(column instanceof Column.OfLineage))
                .map(column -> stored.same(column, left, right))
                .collect(Collectors.joining(" AND "));
        return same.isEmpty() ? "false" : "NOT (" + same + ")";
    }

    /** The column with the version, as SQL; empty if the table has none. */
    Optional<String> versionColumn() {
        return columns.stream()
                .filter(column -> column instanceof Column.OfLineage lineage && lineage.from() == Lineage.VERSION)
                .map(column -> quote(column.name()))
                .findFirst();
    }

    /** An expression for the names of the columns in which two rows differ, with both values if requested. */
    String differingColumns(String expected, String actual, boolean showValues) {
        return columns()
                .map(column -> "CASE WHEN " + stored.differs(column, expected, actual) + " THEN "
                        + stored.description(column, expected, actual, showValues) + " END")
                .collect(Collectors.joining(", ", "concat_ws(', ', ", ")"));
    }

    private Stream<Column> keyColumns() {
        return columns.stream().filter(column -> column instanceof Column.OfEvent event && event.key());
    }
}
