package dev.wherry.sink.database;

import dev.wherry.contracts.Reason;
import dev.wherry.sink.batch.RowFormat;
import dev.wherry.sink.copy.BinaryCopy;
import dev.wherry.sink.copy.CopyBuffer;
import dev.wherry.sink.copy.PostgresType;
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
    private final RowFormat<R> format;
    private final CopyBuffer buffer;
    private final TableSql sql;
    private final List<PostgresType> types;
    private final PreparedStatement upsert;

    /** A row that the table cannot hold. */
    record Refused<R>(R row, Reason reason) {}

    /**
     * @param number which of the connection's loaders it is
     */
    TableLoader(Connection connection, RowFormat<R> format, CopyBuffer buffer, int number) throws SQLException {
        this.connection = connection;
        this.format = format;
        this.buffer = buffer;
        this.sql = new TableSql(format.table(), number);
        this.types = format.table().types();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.createIncoming);
        }
        this.upsert = connection.prepareStatement(sql.upsert);
    }

    /** Writes all rows but those that are returned. At most one of each key. */
    List<Refused<R>> load(List<R> rows) throws SQLException {
        List<Refused<R>> refused = new ArrayList<>();
        if (!rows.isEmpty()) {
            // A deferred constraint would fail the commit, where no row can be told from another. Before the savepoint,
            // because going back to it would take the setting back.
            execute("SET CONSTRAINTS ALL IMMEDIATE; SAVEPOINT load");
            load(rows, refused);
        }
        return refused;
    }

    private void load(List<R> rows, List<Refused<R>> refused) throws SQLException {
        List<Refused<R>> unfit = new ArrayList<>();
        try {
            copy(rows, unfit);
            upsert.executeUpdate();
            refused.addAll(unfit);
        } catch (SQLException e) {
            if (Failure.of(e) != Failure.REFUSED_ROW) {
                throw e;
            }
            execute("ROLLBACK TO SAVEPOINT load");
            if (rows.size() == 1) {
                refused.add(new Refused<>(rows.get(0), RefusalReason.of(e)));
                return;
            }
            load(rows.subList(0, rows.size() / 2), refused);
            execute(sql.clearIncoming + "; RELEASE SAVEPOINT load; SAVEPOINT load");
            load(rows.subList(rows.size() / 2, rows.size()), refused);
        }
    }

    private void copy(List<R> rows, List<Refused<R>> unfit) throws SQLException {
        BinaryCopy copy = BinaryCopy.start(connection.unwrap(PGConnection.class), sql.copy, buffer);
        try {
            for (R row : rows) {
                try {
                    copy.row(types, format.values(row));
                } catch (IllegalArgumentException e) {
                    unfit.add(new Refused<>(row, RefusalReason.of(e)));
                }
            }
            copy.end();
        } finally {
            copy.cancel();
        }
    }

    private void execute(String statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }
}
