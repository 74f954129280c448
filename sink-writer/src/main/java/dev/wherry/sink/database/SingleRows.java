package dev.wherry.sink.database;

import dev.wherry.contracts.Reason;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes staged rows one by one on the server, so that thousands of refused rows take no thousands of round trips. */
final class SingleRows {
    private final Connection connection;
    private final StagedTable staged;
    private final TableConstraints constraints;

    SingleRows(Connection connection, StagedTable staged, TableConstraints constraints) {
        this.connection = connection;
        this.staged = staged;
        this.constraints = constraints;
    }

    /** A row that PostgreSQL refused, by its index. */
    record Refusal(int index, String state, Reason reason) {}

    /**
     * @param unwritten the indexes of rows that were neither refused nor inserted nor updated
     * @param replacing the indexes of events that have replaced a row of an event table
     */
    record Result(List<Refusal> refusals, Set<Integer> unwritten, List<Integer> replacing) {}

    /** Writes the staged rows, as far as possible. */
    Result load() throws SQLException {
        Result result = new Result(new ArrayList<>(), new HashSet<>(), new ArrayList<>());
        try (Statement statement = connection.createStatement()) {
            statement.execute(staged.sql().loadEach);
            try (ResultSet row = statement.executeQuery(staged.sql().selectRefused)) {
                while (row.next()) {
                    if (row.getString(2) != null) {
                        result.refusals.add(refusal(row));
                    } else if (row.getBoolean(6)) {
                        result.replacing.add(row.getInt(1));
                    } else {
                        result.unwritten.add(row.getInt(1));
                    }
                }
            }
        }
        return result;
    }

    private Refusal refusal(ResultSet row) throws SQLException {
        String state = row.getString(2);
        if (FailureKind.of(new SQLException("", state)) == FailureKind.TRANSIENT) {
            throw new SQLException("a row of table " + staged.table().name() + " could not be written", state);
        }
        return new Refusal(
                row.getInt(1),
                state,
                RejectionReason.of(state, name(row, 3), name(row, 4), name(row, 5), staged.table(), constraints));
    }

    private static String name(ResultSet row, int column) throws SQLException {
        String name = row.getString(column);
        return name == null || name.isEmpty() ? null : name;
    }
}
