package dev.wherry.sink.database;

import dev.wherry.contracts.Reason;
import dev.wherry.sink.batch.EncodedRows;
import dev.wherry.sink.batch.RejectedRow;
import dev.wherry.sink.batch.TargetTable;
import dev.wherry.wire.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
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
    private final StagedEvents events;

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
        this.events = new StagedEvents(staged);
    }

    StagedTable staged() {
        return staged;
    }

    /**
     * Writes all rows except the rejected ones, and those that an event table has already.
     *
     * @throws TableUnwritableException if the table refuses the statement without rows, or refuses all of several rows
     *     for the same reason, and that reason is not their data
     */
    LoadResult<R> load(EncodedRows<R> rows) throws SQLException {
        Load load = new Load(rows);
        load.run(false);
        if (load.isSuspicious()) {
            probe.requireReasonInRows(load.refused, load.states.first());
        }
        return load.result;
    }

    /**
     * As {@link #load}. The rows were refused before. If they hold each other's
     * unique values, they replace their predecessors at once, where that has no side effect.
     *
     * @throws TableUnwritableException if the table refuses the statement without rows
     */
    LoadResult<R> loadAgain(EncodedRows<R> rows) throws SQLException {
        Load load = new Load(rows);
        load.run(true);
        return load.result;
    }

    /** One call of the loader. */
    private final class Load {
        private final EncodedRows<R> rows;
        private final LoadResult<R> result = new LoadResult<>();
        /** The SQLSTATEs of the refused rows, and whether one of them is about the row's data. */
        private final TreeSet<String> states = new TreeSet<>();

        private boolean dataRefused;
        private int refused;

        Load(EncodedRows<R> rows) {
            this.rows = rows;
            this.result.rejected().addAll(rows.rejected());
        }

        void run(boolean again) throws SQLException {
            if (rows.size() == 0) {
                return;
            }
            staged.begin();
            try {
                LoadResult<R> written = write(0, rows.size());
                staged.check();
                result.add(written);
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
                LoadResult<R> written = write(from, to);
                staged.check();
                staged.keep();
                result.add(written);
            } catch (SQLException e) {
                staged.undo(e);
                refuseOrSplit(from, to, e);
            }
        }

        private void refuseOrSplit(int from, int to, SQLException failure) throws SQLException {
            boolean single = to - from == 1;
            // SingleRows knows which value does not fit, and which of several tables was written
            boolean ambiguous = staged.converts() || !table.children().isEmpty();
            if (single && ambiguous && loadOneByOne(from, to)) {
                return;
            }
            if (single) {
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
                staged.stageEach(rows, from, to);
                SingleRows.Result single = singleRows.load();
                LoadResult<R> unwritten = table.isEventTable()
                        ? resultOf(events.find(single.unwritten(), single.replacing()))
                        : missing(single.unwritten()::contains);
                staged.keep();
                single.refusals().forEach(refusal -> refuse(refusal.index(), refusal.state(), refusal.reason()));
                result.add(unwritten);
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
            result.rejected().add(new RejectedRow<>(rows.row(index), reason));
        }

        /** Writes the rows. */
        private LoadResult<R> write(int from, int to) throws SQLException {
            staged.stage(rows, from, to);
            int written = staged.write();
            if (written == to - from) {
                return new LoadResult<>();
            }
            // Fewer rows: newer ones exist, those to delete do not, a trigger has dropped some, or events are not new.
            return table.isEventTable() ? notNew(from, to, written) : missing(index -> true);
        }

        private LoadResult<R> notNew(int from, int to, int inserted) throws SQLException {
            Optional<StagedEvents.Found> found = events.find(inserted);
            if (found.isPresent()) {
                return resultOf(found.get());
            }
            staged.undo();
            if (!loadOneByOne(from, to)) {
                throw new TableUnwritableException(
                        "table " + table.name() + " changes while rows are inserted, so that copies cannot be told from"
                                + " new events; a trigger may do that",
                        "0A000");
            }
            return new LoadResult<>();
        }

        private LoadResult<R> resultOf(StagedEvents.Found found) {
            LoadResult<R> events = new LoadResult<>();
            found.dropped().forEach(index -> events.rejected()
                    .add(new RejectedRow<>(rows.row(index), RejectionReason.dropped(table))));
            found.notNew().forEach((index, outcome) -> {
                events.notNew().put(rows.row(index), outcome);
                if (outcome == Outcome.INVALID) {
                    events.rejected()
                            .add(new RejectedRow<>(rows.row(index), RejectionReason.keyConflict(table.name())));
                }
            });
            found.replacing().forEach(index -> events.replacing().add(rows.row(index)));
            return events;
        }

        /** The missing ones of the staged rows that may be missing. */
        private LoadResult<R> missing(IntPredicate candidates) throws SQLException {
            LoadResult<R> missing = new LoadResult<>();
            List<Integer> indexes =
                    staged.missing().stream().filter(candidates::test).toList();
            if (table.isDeletion() && !table.children().isEmpty() && !indexes.isEmpty()) {
                throw new DroppedRowException(table.name()); // the row was kept, but its children are deleted
            }
            Reason reason = RejectionReason.dropped(table);
            indexes.forEach(index -> missing.rejected().add(new RejectedRow<>(rows.row(index), reason)));
            return missing;
        }

        private boolean mayReplace(SQLException failure) {
            return !table.isEventTable()
                    && UNIQUE_VIOLATION.equals(failure.getSQLState())
                    && constraints.isReplaceable(table.name());
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
