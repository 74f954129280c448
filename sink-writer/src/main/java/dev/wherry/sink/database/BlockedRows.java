package dev.wherry.sink.database;

import dev.wherry.contracts.TableName;
import dev.wherry.sink.batch.EncodedRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Finds, among refused rows, those that still have no chance: their parent row is missing, or a row that is not one of
 * them has their unique value. What is left can be loaded together, so that rows that wait for each other get in, and
 * thousands of rows that wait for a parent cost one query.
 */
final class BlockedRows {
    private final Connection connection;
    private final TableConstraints constraints;
    private final Map<TableName, TableLoader<SinkRecord>> loaders;

    BlockedRows(Connection connection, TableConstraints constraints, Map<TableName, TableLoader<SinkRecord>> loaders) {
        this.connection = connection;
        this.constraints = constraints;
        this.loaders = loaders;
    }

    /**
     * What was found, by table.
     *
     * @param superseded the indexes of rows whose key has a newer row
     * @param blocked the indexes of rows that cannot get in yet
     */
    record Found(Map<TableName, Set<Integer>> superseded, Map<TableName, Set<Integer>> blocked) {}

    /** Leaves the transaction as it was. If a statement fails, nothing is found, and loading decides. */
    Found find(List<EncodedRows<SinkRecord>> tables) throws SQLException {
        Found found = new Found(new HashMap<>(), new HashMap<>());
        execute("SAVEPOINT blocked");
        try {
            for (EncodedRows<SinkRecord> rows : tables) {
                if (rows.size() == 0) {
                    continue;
                }
                loader(rows).staged().stage(rows, 0, rows.size());
                Optional<String> superseded = loader(rows).staged().sql().selectSuperseded;
                if (superseded.isPresent()) {
                    found.superseded.put(
                            rows.table().name(),
                            new TreeSet<>(loader(rows).staged().indexes(superseded.get())));
                }
            }
            for (EncodedRows<SinkRecord> rows : tables) {
                delete(
                        rows.table().name(),
                        found.superseded.getOrDefault(rows.table().name(), Set.of()));
            }
            strikeOut(conditions(tables), found.blocked);
        } catch (SQLException e) {
            if (FailureKind.of(e) == FailureKind.TRANSIENT) {
                throw e;
            }
            found = new Found(Map.of(), Map.of());
        }
        execute("ROLLBACK TO SAVEPOINT blocked");
        return found;
    }

    /** Repeats until no condition finds anything: each row that is out may have held the place of another. */
    private void strikeOut(List<Condition> conditions, Map<TableName, Set<Integer>> blocked) throws SQLException {
        boolean any = true;
        while (any) {
            any = false;
            for (Condition condition : conditions) {
                List<Integer> indexes = loaders.get(condition.table).staged().indexes(condition.delete);
                blocked.computeIfAbsent(condition.table, table -> new TreeSet<>())
                        .addAll(indexes);
                if (!indexes.isEmpty()) {
                    any = true;
                    break; // the later conditions assume that the earlier ones find nothing
                }
            }
        }
    }

    /** A statement that deletes staged rows and returns their indexes. */
    private record Condition(TableName table, String delete) {}

    private List<Condition> conditions(List<EncodedRows<SinkRecord>> tables) {
        Map<TableName, EncodedRows<SinkRecord>> staged = new TreeMap<>();
        tables.forEach(rows -> staged.put(rows.table().name(), rows));
        List<Condition> conditions = new ArrayList<>();
        for (TableConstraints.ForeignKey key : constraints.foreignKeys()) {
            if (canCheck(staged.get(key.table()), key.columns())) {
                conditions.add(new Condition(key.table(), orphans(key, staged)));
            }
        }
        List<TableConstraints.UniqueKey> uniqueKeys = constraints.uniqueKeys().stream()
                .filter(key -> canCheck(staged.get(key.table()), key.columns()))
                .toList();
        uniqueKeys.forEach(key -> conditions.add(new Condition(key.table(), taken(key))));
        uniqueKeys.forEach(key -> conditions.add(new Condition(key.table(), kept(key))));
        uniqueKeys.forEach(key -> conditions.add(new Condition(key.table(), rivals(key))));
        return conditions;
    }

    private static boolean canCheck(EncodedRows<SinkRecord> rows, List<String> columns) {
        return rows != null
                && rows.table().fields().stream()
                        .map(field -> field.name())
                        .collect(Collectors.toSet())
                        .containsAll(columns);
    }

    private String orphans(TableConstraints.ForeignKey key, Map<TableName, EncodedRows<SinkRecord>> staged) {
        String notNull = key.columns().stream()
                .map(column -> "staged." + TableSql.columnList(List.of(column)) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        String parents = key.parentTable()
                .filter(parent -> canCheck(staged.get(parent), key.parentColumns()))
                .map(parent -> " AND NOT EXISTS (SELECT FROM " + sql(parent).staging + " AS parent WHERE "
                        + TableSql.equal(key.parentColumns(), "parent", key.columns(), "staged") + ")")
                .orElse("");
        return delete(key.table())
                + notNull + " AND NOT EXISTS (SELECT FROM " + key.parent() + " AS parent WHERE "
                + TableSql.equal(key.parentColumns(), "parent", key.columns(), "staged") + ")" + parents + returning();
    }

    /** Rows whose unique value a row has that will not be updated. */
    private String taken(TableConstraints.UniqueKey key) {
        List<String> primary = loaders.get(key.table()).staged().table().key();
        return delete(key.table()) + "EXISTS (SELECT FROM " + sql(key.table()).target + " AS holder WHERE "
                + TableSql.equal(key.columns(), "holder", key.columns(), "staged")
                + " AND NOT EXISTS (SELECT FROM " + sql(key.table()).staging + " AS moved WHERE "
                + TableSql.equal(primary, "moved", primary, "holder") + "))" + returning();
    }

    /** Rows whose unique value a row has that will be updated, but keeps it. */
    private String kept(TableConstraints.UniqueKey key) {
        List<String> primary = loaders.get(key.table()).staged().table().key();
        return delete(key.table()) + "EXISTS (SELECT FROM " + sql(key.table()).target + " AS holder JOIN "
                + sql(key.table()).staging + " AS keeper ON " + TableSql.equal(primary, "keeper", primary, "holder")
                + " WHERE " + TableSql.equal(key.columns(), "holder", key.columns(), "staged") + " AND "
                + TableSql.equal(key.columns(), "keeper", key.columns(), "staged") + " AND keeper." + TableSql.INDEX
                + " <> staged." + TableSql.INDEX + ")" + returning();
    }

    /** Of several rows with the same unique value, all but the first. */
    private String rivals(TableConstraints.UniqueKey key) {
        return delete(key.table()) + "EXISTS (SELECT FROM " + sql(key.table()).staging + " AS rival WHERE "
                + TableSql.equal(key.columns(), "rival", key.columns(), "staged") + " AND rival." + TableSql.INDEX
                + " < staged." + TableSql.INDEX + ")" + returning();
    }

    private String delete(TableName table) {
        return "DELETE FROM " + sql(table).staging + " AS staged WHERE ";
    }

    private static String returning() {
        return " RETURNING staged." + TableSql.INDEX;
    }

    private void delete(TableName table, Set<Integer> indexes) throws SQLException {
        if (!indexes.isEmpty()) {
            execute(delete(table) + TableSql.INDEX + " IN ("
                    + indexes.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")");
        }
    }

    private TableSql sql(TableName table) {
        return loaders.get(table).staged().sql();
    }

    private TableLoader<SinkRecord> loader(EncodedRows<SinkRecord> rows) {
        return loaders.get(rows.table().name());
    }

    private void execute(String statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }
}
