package dev.wherry.sink.database;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What a failure of the database means for the batch. The one place where SQLSTATEs are judged. */
public enum Failure {
    /** It will pass: the same batch is tried again on a new connection. */
    TRANSIENT,
    /** One row is to blame, which goes to the quarantine. */
    REFUSED_ROW,
    /** A person has to do something. */
    FATAL;

    private static final String TIMED_OUT = "57014";

    public static Failure of(SQLException failure) {
        SQLException root = root(failure);
        String state = root.getSQLState();
        if (isDistrust(root)) {
            return FATAL;
        }
        if (state == null || state.length() != 5) {
            return root.getCause() instanceof IOException ? TRANSIENT : FATAL;
        }
        return switch (state.substring(0, 2)) {
            // The connection broke; a deadlock or serialization failure; the server lacks memory, disk or connections.
            case "08", "40", "53" -> TRANSIENT;
            // Two rows of the statement have one key to the table (by a collation or a trigger); a value does not fit;
            // a
            // constraint forbids it; it is too large or too deep for the server, an index or its parser.
            case "21", "22", "23", "54" -> REFUSED_ROW;
            default ->
                switch (state) {
                    // A lock or statement timed out; the server stops, crashed or starts; it is a standby (a failover).
                    case "55P03", "57014", "57P01", "57P02", "57P03", "57P05", "25006", "25P03" -> TRANSIENT;
                    // Raised by a trigger of the table's owner.
                    case "P0001" -> REFUSED_ROW;
                    default -> root.getCause() instanceof IOException ? TRANSIENT : FATAL;
                };
        };
    }

    /**
     * What happened, without any value of any row: those are personal data, and the server puts them into the message, its
     * detail and its context.
     */
    public static String describe(SQLException failure) {
        SQLException root = root(failure);
        StringBuilder text = new StringBuilder("SQLSTATE ").append(root.getSQLState());
        ServerErrorMessage server = root instanceof PSQLException known ? known.getServerErrorMessage() : null;
        if (server != null) {
            append(text, "table", server.getTable());
            append(text, "column", server.getColumn());
            append(text, "constraint", server.getConstraint());
        }
        if (of(root) != REFUSED_ROW) {
            text.append(": ").append(server == null ? root.getMessage() : server.getMessage());
        }
        return text.toString();
    }

    /** What to do about a fatal failure. */
    public static String remedy(SQLException failure) {
        String state = String.valueOf(root(failure).getSQLState());
        if (isDistrust(root(failure))) {
            return "check sslmode and sslrootcert of database.url, and the server's certificate with the name in it";
        }
        if (state.startsWith("28")) {
            return "check database.user and database.password, and the server's pg_hba.conf";
        }
        if (state.startsWith("3D")) {
            return "create the database or correct database.url";
        }
        if (state.equals("42501")) {
            return "grant database.user what the message names, then restart the task";
        }
        if (state.startsWith("42")) {
            return "the tables have changed while the sink ran; restart the task, which compares them with the contracts";
        }
        return "find the cause in the server's log, then restart the task";
    }

    /** What to do about a transient failure that may not pass by itself; empty for those that do. */
    public static String hint(SQLException failure) {
        return TIMED_OUT.equals(root(failure).getSQLState())
                ? "; if that goes on and no lock is to blame, raise database.statement.timeout.ms or lower"
                        + " consumer.override.max.poll.records"
                : "";
    }

    /**
     * Whether the driver does not trust the server, or has nothing to judge it by. It gives these the state of a connection that
     * broke, but no waiting helps.
     */
    private static boolean isDistrust(SQLException root) {
        for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException || cause instanceof FileNotFoundException) {
                return true;
            }
        }
        // The name in the certificate is another. The message is translated, but not the class that it names.
        return root instanceof PSQLException
                && String.valueOf(root.getMessage()).contains("PgjdbcHostnameVerifier");
    }

    /** A batch's exception says which entry failed, with its values; the server's own follows it. */
    static SQLException root(SQLException failure) {
        boolean batch = failure instanceof BatchUpdateException && failure.getNextException() != null;
        return batch ? failure.getNextException() : failure;
    }

    private static void append(StringBuilder text, String what, String name) {
        if (name != null) {
            text.append(", ").append(what).append(' ').append(name);
        }
    }
}
