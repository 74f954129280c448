package dev.wherry.sink.database;

import dev.wherry.contracts.Reason;
import dev.wherry.sink.batch.EncodedRows;
import dev.wherry.sink.batch.RejectedRow;
import dev.wherry.sink.batch.TargetTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * Loads rows into one table within the connection's transaction. PostgreSQL rejects a whole statement because of one bad
 * row, and does not say which. A rejected load is therefore bisected, and small parts are written row by row. Whatever
 * PostgreSQL says about a single row rejects that row, unless it says the same about the statement without rows.
 */
final class TableLoader<R> {
    private static final String UNIQUE_VIOLATION = "23505";

    /** Bisection of a larger part finds few bad rows faster. */
    private static final int MAX_ROWS_ONE_BY_ONE = 128;

    private final TargetTable table;
    private final TableConstraints constraints;
    private final StagedTable staged;
    private final SingleRows singleRows;
    private final TableProbe probe;

    /**
     * @param number distinguishes the loaders of a connection
     */
    TableLoader(Connection connection, TargetTable table, int number, TableConstraints constraints)
            throws SQLException {
        this.table = table;
        this.constraints = constraints;
        this.staged = new StagedTable(connection, table, number, constraints);
        this.singleRows = new SingleRows(connection, staged, constraints);
        this.probe = new TableProbe(staged);
    }

    StagedTable staged() {
        return staged;
    }

    /**
     * Writes all rows except the rejected ones, which it returns.
     *
     * @throws TableUnwritableException if the table refuses the statement without rows, or refuses all of several rows
     *     for the same reason, and that reason is not their data
     */
    List<RejectedRow<R>> load(EncodedRows<R> rows) throws SQLException {
        Load load = new Load(rows);
        load.run(false);
        if (load.isSuspicious()) {
            probe.requireReasonInRows(load.refused, load.states.first());
        }
        return load.rejected;
    }

    /**
     * Writes all rows except the rejected ones, which it returns. The rows were refused before. If they hold each other's
     * unique values, they replace their predecessors at once, where that has no side effect.
     *
     * @throws TableUnwritableException if the table refuses the statement without rows
     */
    List<RejectedRow<R>> loadAgain(EncodedRows<R> rows) throws SQLException {
        Load load = new Load(rows);
        load.run(true);
        return load.rejected;
    }

    /** One call of the loader. */
    private final class Load {
        private final EncodedRows<R> rows;
        private final List<RejectedRow<R>> rejected;
        /** The SQLSTATEs of the refused rows, and whether one of them is about the row's data. */
        private final TreeSet<String> states = new TreeSet<>();

        private boolean dataRefused;
        private int refused;

        Load(EncodedRows<R> rows) {
            this.rows = rows;
            this.rejected = new ArrayList<>(rows.rejected());
        }

        void run(boolean again) throws SQLException {
            if (rows.size() == 0) {
                return;
            }
            staged.begin();
            try {
                List<RejectedRow<R>> dropped = write(0, rows.size());
                staged.check();
                rejected.addAll(dropped);
            } catch (SQLException e) {
                staged.undo(e);
                probe.requireWritable();
                if (!(again && mayReplace(e) && replaceAll())) {
                    refuseOrSplit(0, rows.size(), e);
                }
            }
        }

        private void loadPart(int from, int to) throws SQLException {
            try {
                List<RejectedRow<R>> dropped = write(from, to);
                staged.check();
                staged.keep();
                rejected.addAll(dropped);
            } catch (SQLException e) {
                staged.undo(e);
                refuseOrSplit(from, to, e);
            }
        }

        private void refuseOrSplit(int from, int to, SQLException failure) throws SQLException {
            if (to - from == 1) {
                refuse(from, FailureKind.root(failure).getSQLState(), RejectionReason.of(failure, table, constraints));
            } else if (to - from > MAX_ROWS_ONE_BY_ONE || !loadOneByOne(from, to)) {
                int middle = (from + to) >>> 1;
                loadPart(from, middle);
                loadPart(middle, to);
            }
        }

        /** Returns false if not even the copy to the staging table succeeds. */
        private boolean loadOneByOne(int from, int to) throws SQLException {
            try {
                staged.stage(rows, from, to);
                SingleRows.Result result = singleRows.load();
                List<RejectedRow<R>> dropped = missing(result.unwritten()::contains);
                staged.keep();
                result.refusals().forEach(refusal -> refuse(refusal.index(), refusal.state(), refusal.reason()));
                rejected.addAll(dropped);
                return true;
            } catch (SQLException e) {
                staged.undo(e);
                return false;
            }
        }

        /** Whether all of several rows were refused for the same reason, which is not their data. */
        boolean isSuspicious() {
            return refused > 1 && refused == rows.size() && states.size() == 1 && !dataRefused;
        }

        private void refuse(int index, String state, Reason reason) {
            refused++;
            states.add(String.valueOf(state));
            dataRefused |= FailureKind.of(new SQLException("", state)) == FailureKind.REJECTED_ROW;
            rejected.add(new RejectedRow<>(rows.row(index), reason));
        }

        /** Writes the rows, and returns those that are missing afterwards. */
        private List<RejectedRow<R>> write(int from, int to) throws SQLException {
            staged.stage(rows, from, to);
            // Fewer rows: newer ones exist, those to delete do not, or a trigger has dropped some.
            return staged.write() == to - from ? List.of() : missing(index -> true);
        }

        /** The missing ones of the staged rows that may be missing. */
        private List<RejectedRow<R>> missing(IntPredicate candidates) throws SQLException {
            Reason reason = RejectionReason.dropped(table);
            return staged.missing().stream()
                    .filter(candidates::test)
                    .map(index -> new RejectedRow<>(rows.row(index), reason))
                    .toList();
        }

        private boolean mayReplace(SQLException failure) {
            return UNIQUE_VIOLATION.equals(failure.getSQLState()) && constraints.isReplaceable(table.name());
        }

        /** Deletes the rows to update and inserts their successors, so that unique values can move between them. */
        private boolean replaceAll() throws SQLException {
            try {
                staged.stage(rows, 0, rows.size());
                staged.deleteOlder();
                if (staged.write() == rows.size()) {
                    staged.check();
                    return true;
                }
                staged.undo();
                return false;
            } catch (SQLException e) {
                staged.undo(e);
                return false;
            }
        }
    }
}
