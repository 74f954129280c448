package dev.wherry.audit;

import static dev.wherry.contracts.SqlIdentifiers.quote;

import dev.wherry.contracts.Catalog;
import dev.wherry.contracts.Column;
import dev.wherry.contracts.Contract;
import dev.wherry.contracts.Lineage;
import dev.wherry.contracts.RowReader;
import dev.wherry.contracts.ScalarType;
import dev.wherry.wire.Headers;
import dev.wherry.wire.Origin;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The rows that a contract's table must hold, in a temporary table with the same columns. The names of additional columns
 * contain a dot, which no contract column can have.
 */
final class ExpectedTable {
    private static final String UNDEFINED_COLUMN = "42703";

    final Contract contract;
    /** The temporary table. */
    final String name;

    private final List<Column> columns;
    private final Set<String> omitted;
    private final RowReader reader;
    private final CopyLoader loader;

    /** @param omitted columns that are not compared */
    ExpectedTable(AuditDatabase database, Catalog catalog, Contract contract, Set<String> omitted, int number)
            throws SQLException {
        this.contract = contract;
        this.omitted = omitted;
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
                    + contract.table().sql() + " WITH NO DATA; ALTER TABLE pg_temp." + name
                    + " ADD COLUMN \"raw.feed\" text COLLATE \"C\", ADD COLUMN \"raw.partition\" integer,"
                    + " ADD COLUMN \"raw.record\" bigint, ADD COLUMN \"raw.late\" boolean");
        } catch (SQLException failure) {
            if (UNDEFINED_COLUMN.equals(failure.getSQLState())) {
                throw new AuditImpossibleException("Table " + contract.table() + " does not fit contract "
                        + contract.type() + ": " + AuditDatabase.message(failure)
                        + ". Add the column by a migration and run the pipeline, or specify the contracts that it has run"
                        + " with.");
            }
            throw failure;
        }
        loader = CopyLoader.skippingUnfitRows(database, name);
    }

    Set<String> omittedColumns() {
        return omitted;
    }

    /** The columns that are compared: those that depend on the event, which excludes the time of loading. */
    private Stream<Column> columns() {
        return columns.stream().filter(column -> !isLoadTime(column) && !omitted.contains(column.name()));
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
            if (omitted.contains(column.name())) {
                continue;
            }
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
                .map(column -> bytewise(column, left + '.' + quote(column.name())) + " = "
                        + bytewise(column, right + '.' + quote(column.name())))
                .collect(Collectors.joining(" AND "));
    }

    /** The condition that an alias has the key of either of two others, whichever has a row. */
    String sameKeyAsEither(String alias, String expected, String actual) {
        return keyColumns()
                .map(column -> {
                    String name = quote(column.name());
                    return bytewise(column, alias + '.' + name) + " = "
                            + bytewise(column, "coalesce(%s.%s, %s.%s)".formatted(expected, name, actual, name));
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
    String anyDiffers(String left, String right) {
        return columns().map(column -> differs(column, left, right)).collect(Collectors.joining(" OR "));
    }

    /** The condition that two events with the same key are no copies of each other, in the words of the sink. */
    String contentDiffers(String left, String right) {
        String same = columns()
                .filter(column -> !(column instanceof Column.OfLineage))
                .map(column -> {
                    String name = quote(column.name());
                    return "%s.%s IS NOT DISTINCT FROM %s".formatted(left, name, bytewise(column, right + '.' + name));
                })
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
                .map(column -> "CASE WHEN " + differs(column, expected, actual) + " THEN "
                        + description(column, expected, actual, showValues) + " END")
                .collect(Collectors.joining(", ", "concat_ws(', ', ", ")"));
    }

    private static String description(Column column, String expected, String actual, boolean showValues) {
        String name = "'" + column.name() + "'";
        String quoted = quote(column.name());
        return showValues
                ? "concat(%s, ' ', coalesce(quote_literal(%s.%s::text), 'null'), ' instead of ', coalesce(quote_literal(%s.%s::text), 'null'))"
                        .formatted(name, actual, quoted, expected, quoted)
                : name;
    }

    /** Compares representations: equal numbers can differ in scale, and some collations treat different texts as equal. */
    private static String differs(Column column, String left, String right) {
        String cast =
                switch (column.type().scalar()) {
                    case TEXT, NUMERIC, DOUBLE, JSONB -> "::text COLLATE \"C\"";
                    case SMALLINT, INTEGER, BIGINT, BOOLEAN, UUID, DATE, TIMESTAMPTZ, BYTEA -> "";
                };
        String name = quote(column.name());
        return "(%s.%s%s) IS DISTINCT FROM (%s.%s%s)".formatted(left, name, cast, right, name, cast);
    }

    /** An operand whose texts compare bytewise, whatever collation the column has. */
    private static String bytewise(Column column, String expression) {
        return column.type().scalar() == ScalarType.TEXT ? "(" + expression + " COLLATE \"C\")" : expression;
    }

    private Stream<Column> keyColumns() {
        return columns.stream().filter(column -> column instanceof Column.OfEvent event && event.key());
    }
}
