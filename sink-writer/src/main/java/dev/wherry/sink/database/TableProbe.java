package dev.wherry.sink.database;

import dev.wherry.contracts.TableName;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Finds out whether a table, and not a row, is the reason of a refusal. */
final class TableProbe {
    private final StagedTable staged;

    TableProbe(StagedTable staged) {
        this.staged = staged;
    }

    /** Fails if the table refuses the statement without rows. */
    void requireWritable() throws SQLException {
        try {
            staged.upsert();
        } catch (SQLException e) {
            if (FailureKind.of(e) == FailureKind.TRANSIENT) {
                throw e;
            }
            ServerErrorMessage server = e instanceof PSQLException known ? known.getServerErrorMessage() : null;
            throw new TableUnwritableException(
                    "table " + name() + " cannot be written: "
                            + (server == null ? e.getMessage() : server.getMessage()),
                    e.getSQLState());
        }
    }

    /**
     * Fails if the table also refuses a row that it contains, or contains none.
     *
     * @param refused the number of rows that were refused, all of them with this SQLSTATE
     */
    void requireReasonInRows(int refused, String state) throws SQLException {
        boolean known = false;
        try {
            known = staged.stageKnownRow();
            if (known) {
                staged.upsert();
                staged.check();
                staged.undo();
                return;
            }
        } catch (SQLException e) {
            staged.undo(e);
            if (!state.equals(e.getSQLState())) {
                return;
            }
        }
        throw new TableUnwritableException(
                "table " + name() + " rejected each of " + refused + " rows"
                        + (known ? " and a row that it contains already" : ""),
                state);
    }

    private TableName name() {
        return staged.table().name();
    }
}
