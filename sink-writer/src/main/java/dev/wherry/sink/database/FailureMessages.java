package dev.wherry.sink.database;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Describes failures of the database to operators. */
public final class FailureMessages {
    private static final String QUERY_CANCELED = "57014";

    private FailureMessages() {}

    /**
     * What happened, without any value of a row. Values are personal data, and the server includes them in the message,
     * detail and context of a rejected row.
     */
    public static String describe(SQLException failure) {
        SQLException root = FailureKind.root(failure);
        StringBuilder text = new StringBuilder("SQLSTATE ").append(root.getSQLState());
        ServerErrorMessage server = root instanceof PSQLException known ? known.getServerErrorMessage() : null;
        if (server != null) {
            append(text, "table", server.getTable());
            append(text, "column", server.getColumn());
            append(text, "constraint", server.getConstraint());
        }
        if (FailureKind.of(root) != FailureKind.REJECTED_ROW) {
            text.append(": ").append(server == null ? root.getMessage() : server.getMessage());
        }
        return text.toString();
    }

    /**
     * Why the warehouse cannot be used, and what to do. For statements without values of rows, whose message is always shown.
     */
    public static String describeSetup(SQLException failure) {
        return "The warehouse cannot be used: " + ofStatement(failure) + "; " + remedy(failure);
    }

    /** The server's message and the SQLSTATE, for a statement that an operator has written or that contains no values. */
    static String ofStatement(SQLException failure) {
        SQLException root = FailureKind.root(failure);
        ServerErrorMessage server = root instanceof PSQLException known ? known.getServerErrorMessage() : null;
        String message = String.valueOf(server == null ? root.getMessage() : server.getMessage());
        // a migration that converts a column: the server quotes the value that it cannot convert
        boolean quotesValue = String.valueOf(root.getSQLState()).startsWith("22") && server != null;
        return (quotesValue ? message.replaceAll("\"[^\"]*\"", "\"…\"") : message) + " (SQLSTATE " + root.getSQLState()
                + ")";
    }

    /** What to do about a fatal failure. */
    public static String remedy(SQLException failure) {
        SQLException root = FailureKind.root(failure);
        String state = String.valueOf(root.getSQLState());
        if (FailureKind.isUntrustedServer(root)) {
            return "check sslmode and sslrootcert in database.url, and the host name in the server's certificate";
        }
        if (state.equals("08004")) {
            return "check database.password, and sslmode in database.url";
        }
        if (state.startsWith("28")) {
            return "check database.user, database.password and the server's pg_hba.conf";
        }
        if (state.startsWith("3D")) {
            return "create the database or correct database.url";
        }
        if (state.equals("42501")) {
            return "grant database.user the missing privilege, then restart the task";
        }
        if (state.startsWith("42")) {
            return "the tables have changed while the sink was running; restart the task, which compares them with the"
                    + " contracts";
        }
        return "find the cause in the server's log, then restart the task";
    }

    /** What to do about a transient failure that may recur; empty for others. */
    public static String hint(SQLException failure) {
        return QUERY_CANCELED.equals(FailureKind.root(failure).getSQLState())
                ? "; if this recurs and no lock is the cause, raise database.statement.timeout.ms or lower"
                        + " consumer.override.max.poll.records"
                : "";
    }

    private static void append(StringBuilder text, String kind, String name) {
        if (name != null) {
            text.append(", ").append(kind).append(' ').append(name);
        }
    }
}
