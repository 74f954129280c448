package dev.wherry.audit;

import static dev.wherry.audit.AuditDatabase.quoted;

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
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The rows that a contract's table must hold, in a temporary table with the same columns. Its further columns have a dot in their names,
 * which no contract's column has.
 */
final class ExpectedTable {
    final Contract contract;
    /** The temporary table. */
    final String name;

    private final List<Column> columns;
    private final RowReader reader;
    private final CopyLoader loader;

    ExpectedTable(AuditDatabase database, Catalog catalog, Contract contract, int number) throws SQLException {
        this.contract = contract;
        this.name = "wherry_audit_row_" + number;
        this.reader = catalog.rowReader(contract);
        this.columns = contract.columns();
        String held = columns().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
        if (!database.has(contract.table())) {
            throw new AuditImpossibleException("There is no table " + contract.table()
                    + " in the database: run the pipeline with these contracts first, or name its database.");
        }
        // typed as the real table is; a contract's table and columns are checked identifiers
        database.execute("CREATE TEMPORARY TABLE " + name + " AS SELECT " + held + " FROM " + quoted(contract.table())
                + " WITH NO DATA; ALTER TABLE pg_temp." + name
                + " ADD COLUMN \"raw.feed\" text COLLATE \"C\", ADD COLUMN \"raw.partition\" integer,"
                + " ADD COLUMN \"raw.record\" bigint, ADD COLUMN \"raw.late\" boolean");
        loader = CopyLoader.ofWhatFits(database, name);
    }

    /** What comes with an event. When a row was loaded does not. */
    private Stream<Column> columns() {
        return columns.stream().filter(column -> !isLoadingTime(column));
    }

    private static boolean isLoadingTime(Column column) {
        return column instanceof Column.OfLineage filled && filled.from() == Lineage.LOADED;
    }

    void take(String feed, ConsumerRecord<byte[], byte[]> raw, byte[] version, boolean late) throws SQLException {
        Object[] values = reader.read(raw.value());
        CopyText row = loader.row();
        for (int i = 0; i < values.length; i++) {
            Column column = columns.get(i);
            if (column instanceof Column.OfLineage filled) {
                if (filled.from() == Lineage.VERSION) {
                    row.bytes(version);
                } else if (filled.from() != Lineage.LOADED) {
                    row.text(ColumnText.of(lineage(filled.from(), raw)));
                }
            } else {
                row.text(ColumnText.of(values[i]));
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
            case MODIFIED -> time(origin.modified());
            case VERSION, LOADED -> throw new IllegalArgumentException(Headers.VERSION + " is no text");
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

    /** All columns of an alias, but for the time of loading. */
    String columnsOf(String alias) {
        return columns().map(column -> alias + '.' + quoted(column.name())).collect(Collectors.joining(", "));
    }

    /** The key's columns of two aliases, equal. */
    String sameKey(String one, String other) {
        return keys().map(column -> one + '.' + column + " = " + other + '.' + column)
                .collect(Collectors.joining(" AND "));
    }

    /** The key as one value of either alias, whichever has a row. */
    String sameKeyAsEither(String one, String expected, String held) {
        return keys().map(column ->
                        "%s.%s = coalesce(%s.%s, %s.%s)".formatted(one, column, expected, column, held, column))
                .collect(Collectors.joining(" AND "));
    }

    /** A key's column, which is null only where there is no row. */
    String aKeyColumn() {
        return keys().findFirst().orElseThrow();
    }

    /** The key of a row as text. */
    String keyText(String alias) {
        return keys().map(column -> alias + '.' + column + "::text")
                .collect(Collectors.joining(", ", "concat_ws(', ', ", ")"));
    }

    /** The condition that two rows differ in a column. */
    String anyDiffers(String one, String other) {
        return columns().map(column -> differs(column, one, other)).collect(Collectors.joining(" OR "));
    }

    /** The names of the columns in which two rows differ, or those with both values, as one text. */
    String whatDiffers(String one, String other, boolean showValues) {
        return columns()
                .map(column -> "CASE WHEN " + differs(column, one, other) + " THEN "
                        + said(column, one, other, showValues) + " END")
                .collect(Collectors.joining(", ", "concat_ws(', ', ", ")"));
    }

    private static String said(Column column, String one, String other, boolean showValues) {
        String name = "'" + column.name() + "'";
        String quoted = quoted(column.name());
        return showValues
                ? "concat(%s, ' ', coalesce(quote_literal(%s.%s::text), 'null'), ' and not ', coalesce(quote_literal(%s.%s::text), 'null'))"
                        .formatted(name, other, quoted, one, quoted)
                : name;
    }

    /** Equal numbers can have other digits, and by some collations other texts are equal. */
    private static String differs(Column column, String one, String other) {
        String as =
                switch (column.type().scalar()) {
                    case TEXT -> column.type().array() ? "::text" : " COLLATE \"C\"";
                    case NUMERIC, DOUBLE, JSONB -> "::text";
                    default -> "";
                };
        String name = quoted(column.name());
        return "(%s.%s%s) IS DISTINCT FROM (%s.%s%s)".formatted(one, name, as, other, name, as);
    }

    private Stream<String> keys() {
        return columns.stream()
                .filter(column -> column instanceof Column.OfEvent filled && filled.key())
                .map(column -> quoted(column.name()));
    }
}
