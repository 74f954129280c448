package dev.wherry.sink.database;

import dev.wherry.sink.batch.EncodedRows;
import dev.wherry.sink.batch.RejectedRow;
import dev.wherry.sink.batch.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Brings rows into one table within the connection's transaction. PostgreSQL refuses a whole statement for one bad row
 * and does not say which, so a refused load is cut in halves until each bad row stands alone.
 */
final class TableLoader<R> {
    private final Connection connection;
    private final TableSql sql;
    private final PreparedStatement upsert;

    /**
     * @param number which of the connection's loaders it is
     */
    TableLoader(Connection connection, Table table, int number) throws SQLException {
        this.connection = connection;
        this.sql = new TableSql(table, number);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.createIncoming);
        }
        this.upsert = connection.prepareStatement(sql.upsert);
    }

    /** Writes all rows but those that are returned. */
    List<RejectedRow<R>> load(EncodedRows<R> rows) throws SQLException {
        List<RejectedRow<R>> refused = new ArrayList<>(rows.unfit());
        if (rows.size() > 0) {
            // A deferred constraint would fail the commit, where no row can be told from another. Before the savepoint,
            // because going back to it would take the setting back.
            execute("SET CONSTRAINTS ALL IMMEDIATE; SAVEPOINT load");
            load(rows, 0, rows.size(), refused);
        }
        return refused;
    }

    private void load(EncodedRows<R> rows, int from, int to, List<RejectedRow<R>> refused) throws SQLException {
        try {
            rows.copy(connection.unwrap(PGConnection.class), sql.copy, from, to);
            upsert.executeUpdate();
        } catch (SQLException e) {
            if (Failure.of(e) != Failure.REFUSED_ROW) {
                throw e;
            }
            execute("ROLLBACK TO SAVEPOINT load");
            if (to - from == 1) {
                refused.add(new RejectedRow<>(rows.row(from), RefusalReason.of(e)));
                return;
            }
            int middle = (from + to) >>> 1;
            load(rows, from, middle, refused);
            execute(sql.clearIncoming + "; RELEASE SAVEPOINT load; SAVEPOINT load");
            load(rows, middle, to, refused);
        }
    }

    private void execute(String statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }
}
