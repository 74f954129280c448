package dev.wherry.sink.database;

import dev.wherry.contracts.SqlIdentifiers;
import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.sink.batch.EncodedRows;
import dev.wherry.sink.batch.TargetTable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The statements that load rows into a table: a binary COPY into a temporary staging table of the connection, then one
 * upsert from there, which compares versions, or leaves the rows of an event table as they are. Every commit empties the
 * staging table. If the table has other types than the contract, the COPY fills a landing table before. Rows that are to
 * be deleted are loaded in the same way, with a DELETE in place of the upsert.
 */
final class TableSql {
    static final String INDEX = SqlIdentifiers.quote(EncodedRows.INDEX_COLUMN);

    /** The names of table and staging table, as SQL. */
    final String target;

    final String staging;
    /** Creates the staging tables of rows, landed rows and children, unless they exist. Ends with a semicolon. */
    final String createStagingTables;
    /** Present if the table's columns have other types than the rows. */
    final Optional<LandingSql> landing;

    final String clearStagingTable;
    final String copy;
    final String write;
    /** Creates the table of refused rows, or empties it. Few transactions need it, so it is dropped at the commit. */
    final String clearRefusedTable;
    /**
     * Writes the staged rows one by one, and collects the refused ones. On the server, because thousands of refused rows
     * would take thousands of round trips.
     */
    final String loadEach;
    /**
     * The refused rows: index, SQLSTATE, table, column, constraint. The table is the one that was written, if PostgreSQL names
     * none. Rows that were not inserted: index, and whether they have
     * replaced another.
     */
    final String selectRefused;
    /**
     * The indexes of the staged rows that are not in the table, nor a row that they would not replace. Of rows to delete: those whose
     * key still has a row that is not newer.
     */
    final String selectMissing;
    /** The indexes of the staged rows whose key has a newer row, or an earlier copy. Not of event tables. */
    final Optional<String> selectSuperseded;
    /** Deletes the rows of the staged rows' keys, unless the staged rows would not replace them. Not of event tables. */
    final String deleteOlder;
    /**
     * Replaces rows by the staged ones with the greatest versions, and returns their indexes, and whether the replaced row was
     * staged with them. Only of event tables with versions.
     */
    final Optional<String> replaceOlder;
    /** Compares each staged row with the table's row of its key: see {@link StagedEvents}. Only of event tables. */
    final Optional<String> compare;
    /** Stages any row of the table. */
    final String stageKnownRow;
    /** The statements of each of the table's children. Rows to delete have no staged children. */
    final List<ChildSql> children;

    /**
     * @param schema the schema of the table
     * @param number distinguishes the staging tables of a connection. A name derived from the table's would not do: a
     *     temporary table hides a table of the same name, and PostgreSQL truncates names to 63 bytes. No contract's
     *     table is named {@code wherry_…}.
     */
    TableSql(WarehouseSchema schema, TargetTable table, Storage storage, int number) {
        target = schema.qualify(table.name());
        staging = "pg_temp.wherry_incoming_" + number;
        List<String> fields =
                table.columns().stream().map(TargetTable.Field::name).toList();
        children = IntStream.range(0, table.children().size())
                .mapToObj(i -> new ChildSql(schema, table, table.children().get(i), staging, target, i))
                .toList();
        VersionSql versions = new VersionSql(schema, table, staging);
        String refused = "pg_temp.wherry_refused_" + number;
        clearRefusedTable = "CREATE TEMPORARY TABLE IF NOT EXISTS " + refused + " (" + INDEX
                + " integer, state text, table_name text, column_name text, constraint_name text, replaced boolean)"
                + " ON COMMIT DROP; DELETE FROM " + refused;
        selectRefused = "SELECT * FROM " + refused + " ORDER BY " + INDEX;
        landing = storage.converts()
                ? Optional.of(new LandingSql(table, storage, number, staging, refused))
                : Optional.empty();
        createStagingTables = createStagingTable(staging, table.fields(), storage::type)
                + landing.map(each -> each.create).orElse("")
                + (table.isDeletion() ? "" : ofChildren(child -> child.createStagingTable));
        clearStagingTable = "DELETE FROM " + staging
                + landing.map(each -> "; " + each.clear).orElse("")
                + (table.isDeletion() ? "" : ofChildren(child -> "; " + child.clearStagingTable));
        copy = "COPY " + staging + " FROM STDIN (FORMAT binary)";
        String values = Stream.concat(
                        fields.stream().map(storage::written),
                        table.loadTimeColumns().stream().map(storage::loadTime))
                .collect(Collectors.joining(", "));
        String insert = "INSERT INTO " + target + " AS existing ("
                + columnList(Stream.concat(fields.stream(), table.loadTimeColumns().stream())
                        .toList())
                + ")";
        String sameKey = equal(table.key(), "existing", table.key(), "staged");
        String notNewer = sameKey + versions.andNotNewer();
        String delete = "DELETE FROM " + target + " AS existing";
        deleteOlder = delete + " USING " + staging + " AS staged WHERE " + notNewer;
        String ofStaging = " FROM " + staging + " AS staged";
        write = table.isDeletion()
                ? versions.deleteVersions(false) + deleteOlder
                : versions.storeNewest(ofStaging) + insert + " SELECT " + values + ofStaging + versions.ofNewest()
                        + (table.onConflict() == TargetTable.OnConflict.KEEP_FIRST ? " ORDER BY " + INDEX : "")
                        + onConflict(table);
        String writeOne = table.isDeletion()
                ? versions.deleteVersions(true) + delete + " WHERE " + notNewer
                : versions.storeNewest("") + insert + " SELECT " + values + versions.ofNewest() + onConflict(table);
        // OTHERS does not include failed assertions.
        loadEach = """
                DO $wherry$
                #variable_conflict use_column
                DECLARE
                    staged record;
                    failed %2$s;
                    "#inserted" bigint;
                    "#table" text;
                BEGIN
                    FOR staged IN SELECT * FROM %1$s ORDER BY %3$s LOOP
                        BEGIN
                            %6$s
                            "#table" = '%8$s';
                            %4$s;
                            IF NOT FOUND THEN
                                %5$s
                                INSERT INTO %2$s (%3$s, replaced) VALUES (staged.%3$s, FOUND);
                            ELSE
                                %7$s
                            END IF;
                            "#table" = NULL;
                            SET CONSTRAINTS ALL IMMEDIATE;
                            SET CONSTRAINTS ALL DEFERRED;
                        EXCEPTION WHEN OTHERS OR ASSERT_FAILURE THEN
                            GET STACKED DIAGNOSTICS failed.state = RETURNED_SQLSTATE, failed.table_name = TABLE_NAME,
                                failed.column_name = COLUMN_NAME, failed.constraint_name = CONSTRAINT_NAME;
                            failed.%3$s = staged.%3$s;
                            failed.table_name = coalesce(nullif(failed.table_name, ''), "#table");
                            INSERT INTO %2$s SELECT failed.*;
                        END;
                    END LOOP;
                END
                $wherry$
                """.formatted(
                staging,
                refused,
                INDEX,
                writeOne,
                table.isDeletion() ? requireDeleted(table, notNewer) : EventSql.replaceOne(target, table, storage),
                table.isDeletion() ? ofChildren(child -> child.deleteOne) : "",
                table.isDeletion() || children.isEmpty() ? "NULL;" : ofChildren(child -> child.replaceOne),
                table.name());
        String found = table.isDeletion()
                ? "EXISTS (SELECT FROM " + target + " AS existing WHERE " + notNewer + ")"
                : "NOT EXISTS (SELECT FROM " + target + " AS existing WHERE " + sameKey
                        + (versions.exists() ? " AND " + versions.existing(">=") : "") + ")";
        selectMissing = "SELECT " + INDEX + ofStaging + " WHERE " + found + " ORDER BY 1";
        selectSuperseded = versions.exists()
                ? Optional.of("SELECT " + INDEX + ofStaging + " JOIN " + target + " AS existing ON " + sameKey
                        + " WHERE " + versions.existing(">"))
                : Optional.empty();
        replaceOlder = EventSql.replaceOlder(target, staging, table, storage);
        compare = EventSql.compare(target, staging, table, storage);
        stageKnownRow = "INSERT INTO " + staging + " (" + INDEX + ", "
                + columnList(
                        table.fields().stream().map(TargetTable.Field::name).toList()) + ") SELECT 0, "
                + columnList(fields) + (table.keepsVersionsBeside() ? ", ''::bytea, ''::bytea" : "") + " FROM " + target
                + " LIMIT 1";
    }

    private String ofChildren(Function<ChildSql, String> statement) {
        return children.stream().map(statement).collect(Collectors.joining("\n"));
    }

    /** The children of a row are gone, so it must be gone, too. */
    private String requireDeleted(TargetTable table, String notNewer) {
        return children.isEmpty() ? "" : """
                IF EXISTS (SELECT FROM %s AS existing WHERE %s) THEN
                    RAISE EXCEPTION USING ERRCODE = '%s', TABLE = '%s';
                END IF;""".formatted(target, notNewer, DroppedRowException.STATE, table.name());
    }

    private static String onConflict(TargetTable table) {
        String onConflict = " ON CONFLICT (" + columnList(table.key()) + ") DO ";
        String replace = onConflict + "UPDATE SET "
                + table.updatedColumns().stream()
                        .map(column -> SqlIdentifiers.quote(column) + " = excluded." + SqlIdentifiers.quote(column))
                        .collect(Collectors.joining(", "));
        return switch (table.onConflict()) {
            case REPLACE -> replace;
            case REPLACE_UNLESS_NEWER, REPLACE_UNLESS_EARLIER -> {
                if (table.keepsVersionsBeside()) {
                    yield table.updatedColumns().isEmpty() ? onConflict + "NOTHING" : replace;
                }
                boolean earlier = table.onConflict() == TargetTable.OnConflict.REPLACE_UNLESS_EARLIER;
                String guard = SqlIdentifiers.quote(table.guardColumn().orElseThrow());
                yield replace + " WHERE excluded." + guard + (earlier ? " <= " : " >= ") + "existing." + guard;
            }
            case KEEP, KEEP_FIRST -> onConflict + "NOTHING";
            case DELETE_UNLESS_NEWER -> throw new IllegalArgumentException("a deletion inserts nothing");
        };
    }

    /** The statement that creates a temporary table for rows with their index, unless it exists. Ends with a semicolon. */
    static String createStagingTable(
            String name, Collection<TargetTable.Field> fields, Function<TargetTable.Field, String> type) {
        return fields.stream()
                .map(field -> SqlIdentifiers.quote(field.name()) + " " + type.apply(field))
                .collect(Collectors.joining(
                        ", ",
                        "CREATE TEMPORARY TABLE IF NOT EXISTS " + name + " (" + INDEX + " integer, ",
                        ") ON COMMIT DELETE ROWS; "));
    }

    static String columnList(Collection<String> columns) {
        return columns.stream().map(SqlIdentifiers::quote).collect(Collectors.joining(", "));
    }

    /** The condition that the columns of one table equal those of the other, in their order. */
    static String equal(List<String> columns, String one, List<String> otherColumns, String other) {
        StringBuilder condition = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            condition
                    .append(i == 0 ? "" : " AND ")
                    .append(one + "." + SqlIdentifiers.quote(columns.get(i)))
                    .append(" = ")
                    .append(other + "." + SqlIdentifiers.quote(otherColumns.get(i)));
        }
        return condition.toString();
    }
}
