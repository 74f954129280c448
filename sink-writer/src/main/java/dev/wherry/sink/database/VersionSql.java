package dev.wherry.sink.database;

import dev.wherry.contracts.SqlIdentifiers;
import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.sink.batch.TargetTable;
import java.util.Optional;

/** The parts of statements that compare versions: those in a column of the table, or in {@code wherry_versions} beside it. */
final class VersionSql {
    private final String staging;
    private final Optional<String> column;
    /** Whether the row with the smaller guard stays, as in histories. */
    private final boolean smallestStays;

    private final boolean beside;
    private final String versions;
    private final String tableName;

    VersionSql(WarehouseSchema schema, TargetTable table, String staging) {
        this.staging = staging;
        this.column = table.guardColumn().filter(name -> !table.isEventTable()).map(SqlIdentifiers::quote);
        this.smallestStays = table.onConflict() == TargetTable.OnConflict.REPLACE_UNLESS_EARLIER;
        this.beside = table.keepsVersionsBeside();
        this.versions = schema.qualify("wherry_versions");
        this.tableName = "'" + schema.qualify(table.name()).replace("'", "''") + "'";
    }

    boolean exists() {
        return column.isPresent();
    }

    /**
     * The condition that the version of the row {@code existing} compares so with that of the row {@code staged}; in histories,
     * that its place in the order of copies does, of which the smaller one counts as newer.
     */
    String existing(String operator) {
        return beside
                ? "EXISTS (SELECT FROM %s AS versions WHERE %s AND versions.version %s staged.%s)"
                        .formatted(versions, ofStaged(), operator, version())
                : "existing.%1$s %2$s staged.%1$s".formatted(version(), smallestStays ? mirrored(operator) : operator);
    }

    private static String mirrored(String operator) {
        return operator.replace('<', '|').replace('>', '<').replace('|', '>');
    }

    /** The condition that the row {@code existing} is not newer than the row {@code staged}; empty without versions. */
    String andNotNewer() {
        return !exists() ? "" : " AND " + (beside ? "NOT " + existing(">") : existing("<="));
    }

    /** Before an upsert: stores the versions of the staged rows that are not older. Empty if the table has them itself. */
    String storeNewest(String stagedRows) {
        return !beside ? "" : """
                        WITH newest AS (INSERT INTO %s AS existing (table_name, key, version)
                            SELECT %s, staged.%s, staged.%s%s
                            ON CONFLICT (table_name, key) DO UPDATE SET version = excluded.version
                            WHERE excluded.version >= existing.version RETURNING key)
                        """.formatted(versions, tableName, key(), version(), stagedRows);
    }

    /** Restricts an upsert to the rows whose versions are stored. */
    String ofNewest() {
        return beside ? " WHERE staged." + key() + " IN (SELECT key FROM newest)" : "";
    }

    /** Before a deletion: deletes the versions, too. */
    String deleteVersions(boolean one) {
        return !beside
                ? ""
                : "WITH gone AS (DELETE FROM %s AS versions%s WHERE %s AND versions.version <= staged.%s) "
                        .formatted(versions, one ? "" : " USING " + staging + " AS staged", ofStaged(), version());
    }

    private String ofStaged() {
        return "versions.table_name = %s AND versions.key = staged.%s".formatted(tableName, key());
    }

    private static String key() {
        return SqlIdentifiers.quote(TargetTable.KEY_FIELD);
    }

    private String version() {
        return column.orElseThrow();
    }
}
