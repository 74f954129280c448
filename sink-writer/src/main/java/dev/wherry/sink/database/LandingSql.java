package dev.wherry.sink.database;

import dev.wherry.contracts.SqlIdentifiers;
import dev.wherry.sink.batch.TargetTable;
import java.util.stream.Collectors;

/**
 * The statements for rows that are converted between the COPY and the staging table. The COPY fills a landing table with the
 * contract's types; the staging table has those of the contract's table, so that it can be compared with that.
 */
final class LandingSql {
    final String create;
    final String copy;
    final String clear;
    /** Fails if a value of any row does not fit. */
    final String convert;
    /** Collects the rows with such a value like {@link TableSql#loadEach}, with the column. */
    final String convertEach;

    LandingSql(TargetTable table, Storage storage, int number, String staging, String refused) {
        String landing = "pg_temp.wherry_landed_" + number;
        create = TableSql.createStagingTable(
                landing, table.fields(), field -> field.type().sqlName());
        copy = "COPY " + landing + " FROM STDIN (FORMAT binary)";
        clear = "DELETE FROM " + landing;
        convert = table.fields().stream()
                .map(field -> converted(storage, field))
                .collect(Collectors.joining(
                        ", ",
                        "INSERT INTO " + staging + " SELECT landed." + TableSql.INDEX + ", ",
                        " FROM " + landing + " AS landed"));
        convertEach = """
                DO $wherry$
                #variable_conflict use_column
                DECLARE
                    landed record;
                    staged %2$s;
                    failed %3$s;
                BEGIN
                    FOR landed IN SELECT * FROM %1$s ORDER BY %4$s LOOP
                        BEGIN
                            staged.%4$s := landed.%4$s;
                            %5$s
                            INSERT INTO %2$s SELECT staged.*;
                        EXCEPTION WHEN OTHERS THEN
                            failed.state := SQLSTATE;
                            failed.table_name := '%6$s';
                            failed.%4$s := landed.%4$s;
                            INSERT INTO %3$s SELECT failed.*;
                        END;
                    END LOOP;
                END
                $wherry$
                """.formatted(
                landing,
                staging,
                refused,
                TableSql.INDEX,
                table.fields().stream()
                        .map(field -> "failed.column_name := '%s'; staged.%s := %s;"
                                .formatted(field.name(), SqlIdentifiers.quote(field.name()), converted(storage, field)))
                        .collect(Collectors.joining("\n            ")),
                table.name().table());
    }

    private static String converted(Storage storage, TargetTable.Field field) {
        return storage.convert(field.name(), "landed." + SqlIdentifiers.quote(field.name()));
    }
}
