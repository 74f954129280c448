package dev.wherry.sink.database;

import dev.wherry.contracts.warehouse.Assignment;
import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.sink.batch.EncodedRows;
import dev.wherry.sink.batch.TargetTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/** A table and its staging table, within the connection's transaction. */
final class StagedTable {
    /** Also checks what was deferred: at the commit, no bad row could be identified. */
    private static final String IMMEDIATE = "SET CONSTRAINTS ALL IMMEDIATE";

    private final Connection connection;
    private final TargetTable table;
    private final TableSql sql;
    private final PreparedStatement write;
    private final StagedChildren children;
    /** Whether constraints are deferred until {@link #check()}. */
    private final boolean deferred;
    /** Sets constraints before the savepoint, because a rollback to the savepoint would revert it. */
    private final String begin;

    /**
     * @param number distinguishes the staging tables of a connection
     */
    StagedTable(Connection connection, TargetTable table, int number, TableConstraints constraints)
            throws SQLException {
        this.connection = connection;
        this.table = table;
        WarehouseSchema schema = WarehouseSchema.of(connection);
        this.sql = new TableSql(schema, table, Storage.read(connection, schema.qualify(table.name()), table), number);
        this.deferred = constraints.anyDeferrable();
        this.begin = (deferred ? "SET CONSTRAINTS ALL DEFERRED" : IMMEDIATE) + "; SAVEPOINT load";
        this.children = new StagedChildren(connection, sql.children);
        if (sql.landing.isPresent()) {
            execute(Assignment.CREATE_FUNCTION);
        }
        this.write = connection.prepareStatement(sql.write);
    }

    TargetTable table() {
        return table;
    }

    TableSql sql() {
        return sql;
    }

    /**
     * Creates the staging tables that do not exist. To be called outside of any savepoint, before rows are staged. No earlier,
     * because each commit of a session truncates all that exist, at a fifth of a millisecond each.
     */
    void create() throws SQLException {
        execute(sql.createStagingTables);
    }

    /** Starts to load rows. */
    void begin() throws SQLException {
        execute(sql.createStagingTables + begin);
    }

    /** Keeps what was loaded when a later part of the rows is undone. */
    void keep() throws SQLException {
        execute(sql.clearStagingTable + "; RELEASE SAVEPOINT load; " + begin);
    }

    /** Copies the rows to the staging table, and their children to theirs. Fails if a value does not fit the table. */
    void stage(EncodedRows<?> rows, int from, int to) throws SQLException {
        copy(rows, from, to);
        if (sql.landing.isPresent()) {
            execute(sql.landing.get().convert);
        }
    }

    /** As {@link #stage}, but leaves out rows with a value that does not fit: they are the first refused ones. */
    void stageEach(EncodedRows<?> rows, int from, int to) throws SQLException {
        copy(rows, from, to);
        execute(sql.clearRefusedTable);
        if (sql.landing.isPresent()) {
            execute(sql.landing.get().convertEach);
        }
    }

    private void copy(EncodedRows<?> rows, int from, int to) throws SQLException {
        String copy = sql.landing.map(landing -> landing.copy).orElse(sql.copy);
        rows.copy(connection.unwrap(PGConnection.class), copy, from, to);
        if (!table.isDeletion()) {
            children.stage(rows, from, to);
        }
    }

    /** Whether rows are converted, so that their values may not fit the table. */
    boolean converts() {
        return sql.landing.isPresent();
    }

    /** Stages any row of the table, with children if there is one; returns false if it is empty. */
    boolean stageKnownRow() throws SQLException {
        if (!table.isDeletion() && children.stageKnownRow()) {
            return true;
        }
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql.stageKnownRow) == 1;
        }
    }

    /**
     * Writes the staged rows and their children. Returns how many rows were inserted, updated or deleted; into an event table,
     * only inserted.
     */
    int write() throws SQLException {
        if (table.isDeletion()) {
            children.deleteOfOlder();
            return write.executeUpdate();
        }
        int written = write.executeUpdate();
        children.replace(written);
        return written;
    }

    private void execute(String statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    /** Checks the deferred constraints, if there are any. */
    void check() throws SQLException {
        if (deferred) {
            execute(IMMEDIATE);
        }
    }

    /** Removes what was staged and written since the last part that was kept. */
    void undo() throws SQLException {
        execute("ROLLBACK TO SAVEPOINT load");
    }

    /** As {@link #undo()}, but rethrows a failure that may pass. */
    void undo(SQLException failure) throws SQLException {
        if (FailureKind.of(failure) == FailureKind.TRANSIENT) {
            throw failure;
        }
        undo();
    }

    /** Deletes the rows that the staged rows would update. */
    void deleteOlder() throws SQLException {
        execute(sql.deleteOlder);
    }

    /** The indexes of the staged rows that have not been written: see {@link TableSql#selectMissing}. */
    List<Integer> missing() throws SQLException {
        return indexes(sql.selectMissing);
    }

    /** Runs a statement that returns indexes of staged rows. */
    List<Integer> indexes(String select) throws SQLException {
        List<Integer> indexes = new ArrayList<>();
        each(select, row -> indexes.add(row.getInt(1)));
        return indexes;
    }

    @FunctionalInterface
    interface RowHandler {
        void handle(ResultSet row) throws SQLException;
    }

    /** Runs a statement that returns rows. */
    void each(String sql, RowHandler handler) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                handler.handle(row);
            }
        }
    }
}
