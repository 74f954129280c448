package dev.wherry.sink.database;

import dev.wherry.contracts.SqlIdentifiers;
import dev.wherry.sink.batch.TargetTable;
import java.util.Optional;
import java.util.stream.Collectors;

/** The statements for staged events that were not inserted, because the event table has rows of their keys. */
final class EventSql {
    private EventSql() {}

    /** Replaces the row of the variable {@code staged}, if it is older; empty for a table without that. */
    static String replaceOne(String target, TargetTable table, Storage storage) {
        return version(table)
                .map(version -> "UPDATE " + target + " AS existing SET " + assignments(table, storage) + " WHERE "
                        + TableSql.equal(table.key(), "existing", table.key(), "staged") + " AND existing." + version
                        + " < staged." + version + ";")
                .orElse("");
    }

    /** See {@link TableSql#replaceOlder}. */
    static Optional<String> replaceOlder(String target, String staging, TargetTable table, Storage storage) {
        return version(table).map(version -> """
                UPDATE %1$s AS existing SET %2$s
                FROM (SELECT DISTINCT ON (%3$s) *, xmin AS "#xmin" FROM %4$s ORDER BY %3$s, %5$s DESC, %6$s) AS staged
                    JOIN %1$s AS before ON %7$s
                WHERE %8$s AND existing.%5$s < staged.%5$s
                RETURNING staged.%6$s, before.xmin = staged."#xmin"
                """.formatted(
                        target,
                        assignments(table, storage),
                        TableSql.columnList(table.key()),
                        staging,
                        version,
                        TableSql.INDEX,
                        TableSql.equal(table.key(), "before", table.key(), "staged"),
                        TableSql.equal(table.key(), "existing", table.key(), "staged")));
    }

    /** See {@link StagedEvents}. */
    static Optional<String> compare(String target, String staging, TargetTable table, Storage storage) {
        if (!table.isEventTable()) {
            return Optional.empty();
        }
        String order = version(table).map(version -> """
                        CASE WHEN staged.%1$s > existing.%1$s THEN 1 WHEN staged.%1$s < existing.%1$s THEN -1 ELSE 0 END""".formatted(version)).orElse("0");
        // The subquery makes PostgreSQL look up each key: the size of the staging table is only estimated.
        return Optional.of("""
                SELECT %1$s, "#own", "#order", "#same",
                    %1$s = first_value(%1$s) OVER (PARTITION BY %2$s ORDER BY "#order" = 0 DESC, "#same" DESC, %1$s)
                FROM (
                    SELECT staged.*, existing."#xmin" = staged.xmin AS "#own", %3$s AS "#order", %4$s AS "#same"
                    FROM %5$s AS staged LEFT JOIN LATERAL (
                        SELECT existing.*, existing.xmin AS "#xmin" FROM %6$s AS existing WHERE %7$s LIMIT 1
                    ) AS existing ON true
                ) AS compared
                ORDER BY 1
                """.formatted(
                        TableSql.INDEX,
                        TableSql.columnList(table.key()),
                        order,
                        same(table, storage),
                        staging,
                        target,
                        TableSql.equal(table.key(), "existing", table.key(), "staged")));
    }

    /** Texts are compared bytewise, whatever collation the column has. */
    private static String same(TargetTable table, Storage storage) {
        if (table.content().isEmpty()) {
            return "true";
        }
        return table.fields().stream()
                .filter(field -> table.content().contains(field.name()))
                .map(field -> {
                    String column = SqlIdentifiers.quote(field.name());
                    if (storage.conversions().containsKey(field.name())) {
                        // not every type has an equality, nor one that tells all texts apart
                        return "(existing.%1$s::text IS NOT DISTINCT FROM staged.%1$s::text COLLATE \"C\")"
                                .formatted(column);
                    }
                    String collation = field.type().sqlName().startsWith("text") ? " COLLATE \"C\"" : "";
                    return "(existing.%1$s IS NOT DISTINCT FROM staged.%1$s%2$s)".formatted(column, collation);
                })
                .collect(Collectors.joining(" AND "));
    }

    private static Optional<String> version(TargetTable table) {
        return table.guardColumn().filter(column -> table.isEventTable()).map(SqlIdentifiers::quote);
    }

    private static String assignments(TargetTable table, Storage storage) {
        return table.updatedColumns().stream()
                .map(column -> SqlIdentifiers.quote(column) + " = "
                        + (table.loadTimeColumns().contains(column)
                                ? storage.loadTime(column)
                                : "staged." + SqlIdentifiers.quote(column)))
                .collect(Collectors.joining(", "));
    }
}
