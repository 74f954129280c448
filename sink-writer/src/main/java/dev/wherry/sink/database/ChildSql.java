package dev.wherry.sink.database;

import dev.wherry.contracts.SqlIdentifiers;
import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.sink.batch.ChildTarget;
import dev.wherry.sink.batch.TargetTable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements that replace the rows of a child table with those of a staging table, after the rows of their parents were
 * written. The child table's rows of a parent are found by its key.
 */
final class ChildSql {
    final ChildTarget child;
    /** The names of table and staging table, as SQL. */
    final String target;

    final String staging;
    final String createStagingTable;
    final String clearStagingTable;
    final String copy;
    /** For staged parents that are all in their table. */
    final String delete;

    final String insert;
    /** For those of the staged parents that are in their table. */
    final String deleteOfWritten;

    final String insertOfWritten;
    final String countOfWritten;
    /** Before the staged parents are deleted. */
    final String deleteOfOlder;
    /** Replaces the rows of one parent, the variable {@code staged}. Needs {@code "#inserted"}, and says in {@code "#table"} where it is. */
    final String replaceOne;
    /** Deletes the rows of one parent, the variable {@code staged}, before it is deleted. Sets {@code "#table"}. */
    final String deleteOne;
    /** Stages a parent that has rows in the child table. */
    final String stageKnownParent;
    /** Stages the rows of the staged parents that are in the child table. */
    final String stageKnownRows;

    /** @param parents the parents' table and staging table, as SQL */
    ChildSql(WarehouseSchema schema, TargetTable table, ChildTarget child, String staging, String parents, int number) {
        this.child = child;
        target = schema.qualify(child.name());
        String incoming = staging + "_" + number;
        this.staging = incoming;
        String index = TableSql.INDEX;
        List<String> fields =
                child.fields().stream().map(TargetTable.Field::name).toList();
        String columns = TableSql.columnList(fields);
        String version = "." + SqlIdentifiers.quote(table.guardColumn().orElseThrow());
        String ofStaged = TableSql.equal(child.parentKey(), "child", table.key(), "staged");
        String sameParent = TableSql.equal(table.key(), "parent", table.key(), "staged");
        String written = parents + " AS parent ON " + sameParent + " AND parent" + version + " = staged" + version;
        String ofWritten = " FROM " + incoming + " AS incoming JOIN " + staging + " AS staged ON incoming." + index
                + " = staged." + index + " JOIN " + written;
        createStagingTable = TableSql.createStagingTable(
                incoming, child.fields(), field -> field.type().sqlName());
        clearStagingTable = "DELETE FROM " + incoming;
        copy = "COPY " + incoming + " FROM STDIN (FORMAT binary)";
        String deleteFrom = "DELETE FROM " + target + " AS child";
        String insertInto = "INSERT INTO " + target + " (" + columns + ") SELECT "
                + fields.stream()
                        .map(field -> "incoming." + SqlIdentifiers.quote(field))
                        .collect(Collectors.joining(", "));
        delete = deleteFrom + " USING " + staging + " AS staged WHERE " + ofStaged;
        insert = insertInto + " FROM " + incoming + " AS incoming";
        deleteOfWritten = deleteFrom + " USING " + staging + " AS staged JOIN " + written + " WHERE " + ofStaged;
        insertOfWritten = insertInto + ofWritten;
        countOfWritten = "SELECT count(*)" + ofWritten;
        deleteOfOlder = deleteFrom + " USING " + staging + " AS staged JOIN " + parents + " AS parent ON " + sameParent
                + " AND parent" + version + " <= staged" + version + " WHERE " + ofStaged;
        String ofOne = " AS incoming WHERE incoming." + index + " = staged." + index;
        replaceOne = """
                "#table" = '%7$s';
                %1$s WHERE %2$s;
                %3$s FROM %4$s%5$s;
                GET DIAGNOSTICS "#inserted" = ROW_COUNT;
                IF "#inserted" <> (SELECT count(*) FROM %4$s%5$s) THEN
                    RAISE EXCEPTION USING ERRCODE = '%6$s', TABLE = '%7$s';
                END IF;
                """.formatted(
                        deleteFrom, ofStaged, insertInto, incoming, ofOne, DroppedRowException.STATE, child.name());
        deleteOne = "\"#table\" = '" + child.name() + "'; " + deleteFrom + " USING " + parents + " AS parent WHERE "
                + sameParent + " AND parent" + version + " <= staged" + version + " AND " + ofStaged + ";";
        String parentFields = TableSql.columnList(
                table.fields().stream().map(TargetTable.Field::name).toList());
        stageKnownParent = "INSERT INTO " + staging + " (" + index + ", " + parentFields + ") SELECT 0, " + parentFields
                + " FROM " + parents + " AS parent WHERE EXISTS (SELECT FROM " + target + " AS child WHERE "
                + TableSql.equal(child.parentKey(), "child", table.key(), "parent") + ") LIMIT 1";
        stageKnownRows = "INSERT INTO " + incoming + " (" + index + ", " + columns + ") SELECT 0, "
                + fields.stream()
                        .map(field -> "child." + SqlIdentifiers.quote(field))
                        .collect(Collectors.joining(", "))
                + " FROM " + target + " AS child JOIN " + staging + " AS staged ON " + ofStaged;
    }
}
