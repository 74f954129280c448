package dev.wherry.sink.database;

import dev.wherry.contracts.warehouse.WarehouseSchema;
import dev.wherry.sink.batch.EncodedRows;
import dev.wherry.sink.batch.RejectedRow;
import dev.wherry.sink.batch.TargetTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Loads rows into one table within the connection's transaction. PostgreSQL rejects a whole statement because of one bad
 * row, and does not say which. A rejected load is therefore bisected until each bad row is isolated.
 */
final class TableLoader<R> {
    private final Connection connection;
    private final TableSql sql;
    private final PreparedStatement upsert;

    /**
     * @param number distinguishes the loaders of a connection
     */
    TableLoader(Connection connection, TargetTable table, int number) throws SQLException {
        this.connection = connection;
        this.sql = new TableSql(WarehouseSchema.of(connection), table, number);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.createStagingTable);
        }
        this.upsert = connection.prepareStatement(sql.upsert);
    }

    /** Writes all rows except the rejected ones, which it returns. */
    List<RejectedRow<R>> load(EncodedRows<R> rows) throws SQLException {
        List<RejectedRow<R>> rejected = new ArrayList<>(rows.rejected());
        if (rows.size() > 0) {
            // A deferred constraint would fail the commit, where the bad row cannot be identified. Set before the
            // savepoint, because a rollback to the savepoint would revert it.
            execute("SET CONSTRAINTS ALL IMMEDIATE; SAVEPOINT load");
            load(rows, 0, rows.size(), rejected);
        }
        return rejected;
    }

    private void load(EncodedRows<R> rows, int from, int to, List<RejectedRow<R>> rejected) throws SQLException {
        try {
            rows.copy(connection.unwrap(PGConnection.class), sql.copy, from, to);
            upsert.executeUpdate();
        } catch (SQLException e) {
            if (FailureKind.of(e) != FailureKind.REJECTED_ROW) {
                throw e;
            }
            execute("ROLLBACK TO SAVEPOINT load");
            if (to - from == 1) {
                rejected.add(new RejectedRow<>(rows.row(from), RejectionReason.of(e)));
                return;
            }
            int middle = (from + to) >>> 1;
            load(rows, from, middle, rejected);
            execute(sql.clearStagingTable + "; RELEASE SAVEPOINT load; SAVEPOINT load");
            load(rows, middle, to, rejected);
        }
    }

    private void execute(String statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }
}
