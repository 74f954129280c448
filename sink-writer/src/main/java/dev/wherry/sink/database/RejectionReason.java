package dev.wherry.sink.database;

import dev.wherry.contracts.Reason;
import dev.wherry.contracts.TableName;
import dev.wherry.contracts.warehouse.KeyConflict;
import dev.wherry.contracts.warehouse.OrderDependentRejections;
import dev.wherry.sink.batch.TargetTable;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Why PostgreSQL did not store a row. Names SQLSTATE, table, column and constraint only: the server's message and detail
 * contain values of the row, and a trigger's message may.
 */
final class RejectionReason {
    /** The code of rows that vanished without an error. */
    static final String DROPPED = "dropped_by_trigger";

    private static final String SQLSTATE_CODE = "sqlstate_";
    private static final String DATA_EXCEPTION = "22";
    private static final String UNIQUE_VIOLATION = "23505";

    private RejectionReason() {}

    static Reason of(SQLException failure, TargetTable table, TableConstraints constraints) {
        SQLException root = FailureKind.root(failure);
        ServerErrorMessage server = root instanceof PSQLException known ? known.getServerErrorMessage() : null;
        return server == null
                ? of(root.getSQLState(), dropping(root), null, null, table, constraints)
                : of(
                        root.getSQLState(),
                        server.getTable(),
                        server.getColumn(),
                        server.getConstraint(),
                        table,
                        constraints);
    }

    /** @param named the table that PostgreSQL names; may be null, as column and constraint */
    static Reason of(
            String state,
            String named,
            String column,
            String constraint,
            TargetTable table,
            TableConstraints constraints) {
        if (DroppedRowException.STATE.equals(state)) {
            return dropped(table, named);
        }
        StringBuilder message = new StringBuilder("PostgreSQL rejected the ")
                .append(table.isDeletion() ? "deletion of the row" : "row")
                .append(": SQLSTATE ")
                .append(state);
        // an error that a trigger raises has no table
        append(message, "table", named == null ? unnamed(table) : named);
        append(message, "column", column);
        append(message, "constraint", constraint);
        if (column != null && state != null && state.startsWith(DATA_EXCEPTION)) {
            message.append(". The value does not fit the type that the column has in the database");
        }
        if (UNIQUE_VIOLATION.equals(state) && constraints.isImmediateUniqueKey(constraint)) {
            message.append(". Another row has the value. If values move between rows, make this constraint DEFERRABLE:")
                    .append(" then rows that are loaded together may exchange them");
        }
        return new Reason(SQLSTATE_CODE + state, "", message.toString());
    }

    private static String unnamed(TargetTable table) {
        return table.name() + (table.children().isEmpty() ? "" : " or one of its child tables");
    }

    static Reason dropped(TargetTable table) {
        return dropped(table, table.name().toString());
    }

    /** @param named the table whose trigger or rule it was: this one or a child table */
    private static Reason dropped(TargetTable table, String named) {
        boolean kept = table.isDeletion() && table.name().toString().equals(named);
        return new Reason(
                DROPPED,
                "",
                "a trigger or rule of table " + named + (kept ? " kept the row" : " dropped the row")
                        + " without an error");
    }

    private static String dropping(SQLException failure) {
        return failure instanceof DroppedRowException ? failure.getMessage() : null;
    }

    static Reason keyConflict(TableName table) {
        return new Reason(
                KeyConflict.CODE,
                "",
                "table " + table
                        + " has an event with the same key and other values; if both are right, the contract's key"
                        + " must name what tells them apart");
    }

    /** Whether the row may be accepted after other rows: foreign key, unique or exclusion constraint. */
    static boolean dependsOnOtherRows(Reason reason) {
        return OrderDependentRejections.CODES.contains(reason.code());
    }

    private static void append(StringBuilder text, String kind, String name) {
        if (name != null) {
            text.append(", ").append(kind).append(' ').append(name);
        }
    }
}
