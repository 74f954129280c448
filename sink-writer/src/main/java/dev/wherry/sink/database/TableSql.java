package dev.wherry.sink.database;

import dev.wherry.contracts.SqlIdentifiers;
import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.sink.batch.TargetTable;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The statements that load rows into a table: a binary COPY into a temporary staging table of the connection, then one
 * upsert from there that compares versions. Every commit empties the staging table.
 */
final class TableSql {
    final String createStagingTable;
    final String clearStagingTable;
    final String copy;
    final String upsert;

    /**
     * @param schema the schema of the table
     * @param number distinguishes the staging tables of a connection. A name derived from the table's would not do: a
     *     temporary table hides a table of the same name, and PostgreSQL truncates names to 63 bytes. No contract's
     *     table is named {@code wherry_…}.
     */
    TableSql(WarehouseSchema schema, TargetTable table, int number) {
        String staging = "pg_temp.wherry_incoming_" + number;
        List<String> fields =
                table.fields().stream().map(TargetTable.Field::name).toList();
        createStagingTable = table.fields().stream()
                .map(field ->
                        SqlIdentifiers.quote(field.name()) + " " + field.type().sqlName())
                .collect(Collectors.joining(
                        ", ", "CREATE TEMPORARY TABLE " + staging + " (", ") ON COMMIT DELETE ROWS"));
        clearStagingTable = "DELETE FROM " + staging;
        copy = "COPY " + staging + " FROM STDIN (FORMAT binary)";
        upsert = "INSERT INTO " + schema.qualify(table.name()) + " AS existing ("
                + columnList(Stream.concat(fields.stream(), table.loadTimeColumns().stream())
                        .toList()) + ")"
                + " SELECT "
                + Stream.concat(
                                fields.stream().map(SqlIdentifiers::quote),
                                table.loadTimeColumns().stream().map(column -> "now()"))
                        .collect(Collectors.joining(", "))
                + " FROM " + staging
                + " ON CONFLICT (" + columnList(table.key()) + ") DO " + onConflict(table);
    }

    private static String onConflict(TargetTable table) {
        String replace = table.updatedColumns().stream()
                .map(column -> SqlIdentifiers.quote(column) + " = excluded." + SqlIdentifiers.quote(column))
                .collect(Collectors.joining(", ", "UPDATE SET ", ""));
        return switch (table.onConflict()) {
            case KEEP -> "NOTHING";
            case REPLACE -> replace;
            case REPLACE_UNLESS_NEWER -> {
                String version = SqlIdentifiers.quote(table.versionColumn().orElseThrow());
                yield replace + " WHERE excluded." + version + " >= existing." + version;
            }
        };
    }

    private static String columnList(Collection<String> columns) {
        return columns.stream().map(SqlIdentifiers::quote).collect(Collectors.joining(", "));
    }
}
