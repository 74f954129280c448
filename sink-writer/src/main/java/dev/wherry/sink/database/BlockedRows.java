package dev.wherry.sink.database;

import dev.wherry.contracts.TableName;
import dev.wherry.sink.batch.EncodedRows;
import dev.wherry.sink.batch.TargetTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Finds, among refused rows, those that still have no chance: their parent row is missing, or a row that is not one of
 * them has their unique value; or so it is with one of their rows in a child table. What is left can be loaded together, so
 * that rows that wait for each other get in, and thousands of rows that wait for a parent cost one query.
 */
final class BlockedRows {
    private final Connection connection;
    private final TableConstraints constraints;
    private final TableLoaders loaders;

    BlockedRows(Connection connection, TableConstraints constraints, TableLoaders loaders) {
        this.connection = connection;
        this.constraints = constraints;
        this.loaders = loaders;
    }

    /**
     * What was found.
     *
     * @param superseded the indexes of rows whose key has a newer row
     * @param blocked by table, the indexes of rows to write that cannot get in yet
     */
    record Found(Map<EncodedRows<SinkRecord>, Set<Integer>> superseded, Map<TableName, Set<Integer>> blocked) {
        Set<Integer> superseded(EncodedRows<SinkRecord> rows) {
            return superseded.getOrDefault(rows, Set.of());
        }

        Set<Integer> blocked(EncodedRows<SinkRecord> rows) {
            return rows.table().isDeletion()
                    ? Set.of()
                    : blocked.getOrDefault(rows.table().name(), Set.of());
        }
    }

    /** The staging tables must exist. Leaves the transaction as it was. If a statement fails, nothing is found, and loading decides. */
    Found find(List<EncodedRows<SinkRecord>> tables) throws SQLException {
        Found found = new Found(new IdentityHashMap<>(), new HashMap<>());
        execute("SAVEPOINT blocked");
        try {
            for (EncodedRows<SinkRecord> rows : tables) {
                if (rows.size() == 0) {
                    continue;
                }
                StagedTable staged = loaders.of(rows).staged();
                staged.stage(rows, 0, rows.size());
                Optional<String> superseded = staged.sql().selectSuperseded;
                if (superseded.isPresent()) {
                    found.superseded.put(rows, new TreeSet<>(staged.indexes(superseded.get())));
                }
            }
            List<EncodedRows<SinkRecord>> written =
                    tables.stream().filter(rows -> !rows.table().isDeletion()).toList();
            for (EncodedRows<SinkRecord> rows : written) {
                delete(rows.table().name(), found.superseded(rows));
            }
            strikeOut(conditions(written), found.blocked);
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
                List<Integer> indexes = loaders.writer(condition.table).staged().indexes(condition.delete);
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
        Map<TableName, StagedRows> staged = new TreeMap<>();
        for (EncodedRows<SinkRecord> rows : tables) {
            TableSql sql = sql(rows.table().name());
            staged.put(rows.table().name(), StagedRows.of(rows.table(), sql));
            sql.children.forEach(child -> staged.put(child.child.name(), StagedRows.ofChild(rows.table(), sql, child)));
        }
        List<Condition> conditions = new ArrayList<>();
        for (TableConstraints.ForeignKey key : constraints.foreignKeys()) {
            StagedRows rows = staged.get(key.table());
            if (rows != null && rows.canCheck(key.columns())) {
                conditions.add(rows.condition(orphan(key, key.parentTable().map(staged::get))));
            }
        }
        List<TableConstraints.UniqueKey> uniqueKeys = constraints.uniqueKeys().stream()
                .filter(key -> staged.containsKey(key.table())
                        && staged.get(key.table()).canConflict(key.columns()))
                .toList();
        List<BiFunction<TableConstraints.UniqueKey, StagedRows, String>> conflicts =
                List.of(BlockedRows::taken, BlockedRows::kept, BlockedRows::rival);
        for (BiFunction<TableConstraints.UniqueKey, StagedRows, String> conflict : conflicts) {
            for (TableConstraints.UniqueKey key : uniqueKeys) {
                StagedRows rows = staged.get(key.table());
                conditions.add(rows.condition(conflict.apply(key, rows)));
            }
        }
        return conditions;
    }

    /**
     * The staged rows of a table, or of a child table.
     *
     * @param parents the table in which the staged rows are deleted: the table itself, or that of its parents
     * @param staging the staging table of {@code parents}, as SQL
     * @param target the table, as SQL
     * @param rows the rows that are still staged, as SQL; they have the index of their row in {@code parents}
     * @param ofChild the staging table of the child table, as SQL; empty for the table itself
     * @param key the columns of {@code parents} with its key, and of the table with the key of its row there
     */
    private record StagedRows(
            TargetTable parents,
            String staging,
            String target,
            String rows,
            Optional<String> ofChild,
            List<String> columns,
            List<String> key) {
        static StagedRows of(TargetTable table, TableSql sql) {
            return new StagedRows(
                    table, sql.staging, sql.target, sql.staging, Optional.empty(), names(table.fields()), table.key());
        }

        static StagedRows ofChild(TargetTable table, TableSql sql, ChildSql child) {
            return new StagedRows(
                    table,
                    sql.staging,
                    child.target,
                    "(SELECT child.* FROM %s AS child JOIN %s AS staged USING (%s))"
                            .formatted(child.staging, sql.staging, TableSql.INDEX),
                    Optional.of(child.staging),
                    names(child.child.fields()),
                    child.child.parentKey());
        }

        private static List<String> names(List<TargetTable.Field> fields) {
            return fields.stream().map(TargetTable.Field::name).toList();
        }

        boolean canCheck(List<String> checked) {
            return columns.containsAll(checked);
        }

        /** Whether rows of different parents can have equal values in a unique key. */
        boolean canConflict(List<String> unique) {
            return canCheck(unique) && !(ofChild.isPresent() && unique.containsAll(key));
        }

        /** @param blocked holds for the row {@code incoming} if it is blocked, as SQL */
        Condition condition(String blocked) {
            String condition = ofChild.map(child -> "EXISTS (SELECT FROM " + child + " AS incoming WHERE incoming."
                            + TableSql.INDEX + " = staged." + TableSql.INDEX + " AND " + blocked + ")")
                    .orElse(blocked);
            return new Condition(
                    parents.name(),
                    "DELETE FROM " + staging + " AS " + (ofChild.isPresent() ? "staged" : "incoming") + " WHERE "
                            + condition + " RETURNING " + TableSql.INDEX);
        }
    }

    /** @param parents empty if none of them is staged */
    private static String orphan(TableConstraints.ForeignKey key, Optional<StagedRows> parents) {
        String notNull = key.columns().stream()
                .map(column -> "incoming." + TableSql.columnList(List.of(column)) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        String isParent = TableSql.equal(key.parentColumns(), "parent", key.columns(), "incoming") + ")";
        return notNull + " AND NOT EXISTS (SELECT FROM " + key.parent() + " AS parent WHERE " + isParent
                + parents.filter(staged -> staged.canCheck(key.parentColumns()))
                        .map(staged -> " AND NOT EXISTS (SELECT FROM " + staged.rows + " AS parent WHERE " + isParent)
                        .orElse("");
    }

    /** Whether a row that will not be updated or replaced has the unique value. */
    private static String taken(TableConstraints.UniqueKey key, StagedRows rows) {
        return "EXISTS (SELECT FROM " + rows.target + " AS holder WHERE "
                + TableSql.equal(key.columns(), "holder", key.columns(), "incoming")
                + " AND NOT EXISTS (SELECT FROM " + rows.staging + " AS moved WHERE "
                + TableSql.equal(rows.parents.key(), "moved", rows.key, "holder") + "))";
    }

    /** Whether a row that will be updated or replaced has the unique value, but keeps it. */
    private static String kept(TableConstraints.UniqueKey key, StagedRows rows) {
        return "EXISTS (SELECT FROM " + rows.target + " AS holder JOIN " + rows.rows + " AS keeper ON "
                + TableSql.equal(rows.key, "keeper", rows.key, "holder") + " WHERE "
                + TableSql.equal(key.columns(), "holder", key.columns(), "incoming") + " AND "
                + TableSql.equal(key.columns(), "keeper", key.columns(), "incoming") + " AND keeper." + TableSql.INDEX
                + " <> incoming." + TableSql.INDEX + ")";
    }

    /** Whether another staged row comes before with the same unique value. */
    private static String rival(TableConstraints.UniqueKey key, StagedRows rows) {
        return "EXISTS (SELECT FROM " + rows.rows + " AS rival WHERE "
                + TableSql.equal(key.columns(), "rival", key.columns(), "incoming") + " AND rival." + TableSql.INDEX
                + " < incoming." + TableSql.INDEX + ")";
    }

    private void delete(TableName table, Set<Integer> indexes) throws SQLException {
        if (!indexes.isEmpty()) {
            execute("DELETE FROM " + sql(table).staging + " WHERE " + TableSql.INDEX + " IN ("
                    + indexes.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")");
        }
    }

    private TableSql sql(TableName table) {
        return loaders.writer(table).staged().sql();
    }

    private void execute(String statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }
}
