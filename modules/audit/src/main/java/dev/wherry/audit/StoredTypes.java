package dev.wherry.audit;

import static dev.wherry.contracts.SqlIdentifiers.quote;

import dev.wherry.contracts.Column;
import dev.wherry.contracts.ScalarType;
import dev.wherry.contracts.TableName;
import dev.wherry.contracts.warehouse.Assignment;
import dev.wherry.contracts.warehouse.StoredColumn;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a table stores the values of its contract's columns, which may have other types, and how stored values compare.
 */
final class StoredTypes {
    private static final String BYTEWISE = "::text COLLATE \"C\"";

    private final List<Column> columns;
    /** By column, only of columns with other types than the contract's. */
    private final Map<String, Assignment> conversions = new HashMap<>();

    private StoredTypes(List<Column> columns) {
        this.columns = columns;
    }

    /** @param columns columns of the table */
    static StoredTypes read(AuditDatabase database, TableName table, List<Column> columns) throws SQLException {
        Map<String, StoredColumn> stored = StoredColumn.read(database.connection(), table.sql());
        StoredTypes types = new StoredTypes(columns);
        columns.forEach(column -> Assignment.of(column, stored.get(column.name()))
                .ifPresent(conversion -> types.conversions.put(column.name(), conversion)));
        return types;
    }

    /**
     * A loader of rows with the types of the contract, which are converted as the sink does it. Rows that do not fit are
     * skipped, which the sink must have rejected.
     *
     * @param name the temporary table to load, typed like the real one
     * @param more the definitions of its further columns
     */
    CopyLoader loader(AuditDatabase database, String name, List<String> more) throws SQLException {
        if (conversions.isEmpty()) {
            return CopyLoader.skippingUnfitRows(database, name, Optional.empty());
        }
        String landing = name + "_landed";
        String definitions = Stream.concat(
                        columns.stream()
                                .map(column -> quote(column.name())
                                        + ' '
                                        + column.type().sqlName()),
                        more.stream())
                .collect(Collectors.joining(", "));
        database.execute(Assignment.CREATE_FUNCTION + "; CREATE TEMPORARY TABLE " + landing + " (" + definitions + ")");
        String values = Stream.concat(
                        columns.stream().map(this::converted),
                        more.stream().map(definition -> "landed." + definition.substring(0, definition.indexOf(' '))))
                .collect(Collectors.joining(", "));
        return CopyLoader.skippingUnfitRows(
                database,
                landing,
                Optional.of("INSERT INTO pg_temp." + name + " SELECT " + values + " FROM pg_temp." + landing
                        + " AS landed; TRUNCATE pg_temp." + landing));
    }

    private String converted(Column column) {
        String value = "landed." + quote(column.name());
        Assignment conversion = conversions.get(column.name());
        return conversion == null ? value : conversion.of(value);
    }

    /**
     * The condition that a column differs. Compares representations: equal numbers can differ in scale, and some collations
     * treat different texts as equal.
     */
    String differs(Column column, String expected, String actual) {
        String name = quote(column.name());
        String cast = conversions.containsKey(column.name()) ? BYTEWISE : cast(column);
        String differs = "(%s.%s%s) IS DISTINCT FROM (%s.%s%s)".formatted(expected, name, cast, actual, name, cast);
        // a default of the database may depend on anything
        return column instanceof Column.OfEvent field && field.reader().databaseDefault()
                ? "(%s.%s IS NOT NULL AND %s)".formatted(expected, name, differs)
                : differs;
    }

    private static String cast(Column column) {
        return switch (column.type().scalar()) {
            case TEXT, NUMERIC, DOUBLE, JSONB -> BYTEWISE;
            case SMALLINT, INTEGER, BIGINT, BOOLEAN, UUID, DATE, TIMESTAMPTZ, BYTEA -> "";
        };
    }

    /** The condition that a column has the same value in two rows, in the words of the sink. */
    String same(Column column, String left, String right) {
        String value = left + '.' + quote(column.name()) + (conversions.containsKey(column.name()) ? "::text" : "");
        return value + " IS NOT DISTINCT FROM " + bytewise(column, right + '.' + quote(column.name()));
    }

    /** An operand whose texts compare bytewise, whatever collation the column has. */
    String bytewise(Column column, String expression) {
        if (conversions.containsKey(column.name())) {
            return "(" + expression + ")" + BYTEWISE;
        }
        return column.type().scalar() == ScalarType.TEXT ? "(" + expression + " COLLATE \"C\")" : expression;
    }

    /** An expression for a column's name, with both values if requested. */
    String description(Column column, String expected, String actual, boolean showValues) {
        String name = "'" + column.name() + "'";
        String quoted = quote(column.name());
        return showValues
                ? "concat(%s, ' ', coalesce(quote_literal(%s.%s::text), 'null'), ' instead of ', coalesce(quote_literal(%s.%s::text), 'null'))"
                        .formatted(name, actual, quoted, expected, quoted)
                : name;
    }
}
