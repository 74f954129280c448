package dev.wherry.sink.database;

import dev.wherry.sink.batch.Table;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements that bring rows into a table: a binary COPY into a temporary table of the connection, then one guarded
 * upsert out of it. The temporary table empties itself at every commit.
 */
final class TableSql {
    final String createIncoming;
    final String clearIncoming;
    final String copy;
    final String upsert;

    /**
     * @param number which of the connection's tables it is. Its name would not do: a temporary table hides the table whose name
     *     it has, and of a long name only 63 bytes count. No contract's table is named {@code wherry_…}.
     */
    TableSql(Table table, int number) {
        String incoming = "pg_temp.wherry_incoming_" + number;
        List<String> fields = table.fields().stream().map(Table.Field::name).toList();
        createIncoming = table.fields().stream()
                .map(field -> quoted(field.name()) + " " + field.type().sqlName())
                .collect(Collectors.joining(
                        ", ", "CREATE TEMPORARY TABLE " + incoming + " (", ") ON COMMIT DELETE ROWS"));
        clearIncoming = "DELETE FROM " + incoming;
        copy = "COPY " + incoming + " FROM STDIN (FORMAT binary)";
        upsert = "INSERT INTO " + quoted(table.name()) + " AS held ("
                + list(Stream.concat(fields.stream(), table.stamped().stream()).toList()) + ")"
                + " SELECT "
                + Stream.concat(
                                fields.stream().map(TableSql::quoted),
                                table.stamped().stream().map(column -> "now()"))
                        .collect(Collectors.joining(", "))
                + " FROM " + incoming
                + " ON CONFLICT (" + list(table.key()) + ") DO " + onConflict(table);
    }

    private static String onConflict(Table table) {
        String replace = table.replaced().stream()
                .map(column -> quoted(column) + " = excluded." + quoted(column))
                .collect(Collectors.joining(", ", "UPDATE SET ", ""));
        return switch (table.onConflict()) {
            case KEEP -> "NOTHING";
            case REPLACE -> replace;
            case REPLACE_UNLESS_NEWER -> {
                String guard = quoted(table.guard().orElseThrow());
                yield replace + " WHERE excluded." + guard + " >= held." + guard;
            }
        };
    }

    private static String list(Collection<String> columns) {
        return columns.stream().map(TableSql::quoted).collect(Collectors.joining(", "));
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
