package dev.wherry.sink.database;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;

/** Classifies the failures of the database. The one place where SQLSTATEs decide what happens to a batch. */
public enum FailureKind {
    /** Passes without intervention: retry the batch on a new connection. */
    TRANSIENT,
    /** Caused by the data of one row, which goes to the quarantine. */
    REJECTED_ROW,
    /** Requires an operator, unless it meets one row while others pass: {@link TableLoader} finds out. */
    FATAL;

    /** The driver rejects the connection: the server lacks TLS, or asks for a password that is not configured. */
    private static final String REJECTED_BY_DRIVER = "08004";

    public static FailureKind of(SQLException failure) {
        SQLException root = root(failure);
        String state = root.getSQLState();
        if (root instanceof TableUnwritableException || isUntrustedServer(root) || REJECTED_BY_DRIVER.equals(state)) {
            return FATAL;
        }
        if (state == null || state.length() != 5) {
            return ofCause(root);
        }
        return switch (state.substring(0, 2)) {
            // Connection failure; deadlock or serialization failure; the server lacks memory, disk or connections.
            case "08", "40", "53" -> TRANSIENT;
            // Two rows of the statement have the same key in the table (because of a collation or a trigger); a value
            // is invalid for its type; a constraint is violated; a value exceeds a limit of the server, of an index or
            // of the JSON parser.
            case "21", "22", "23", "54" -> REJECTED_ROW;
            default -> ofState(state, root);
        };
    }

    private static FailureKind ofState(String state, SQLException root) {
        return switch (state) {
            // Lock or statement timeout; the server stops, has crashed or is starting; it is a standby (a failover);
            // idle in transaction.
            case "55P03", "57014", "57P01", "57P02", "57P03", "57P05", "25006", "25P03" -> TRANSIENT;
            // Raised by a trigger on the table, or dropped by one.
            case "P0001", DroppedRowException.STATE -> REJECTED_ROW;
            default -> ofCause(root);
        };
    }

    private static FailureKind ofCause(SQLException root) {
        return root.getCause() instanceof IOException ? TRANSIENT : FATAL;
    }

    /** Whether the server rejected the statement itself, rather than its values (SQLSTATE class 42). */
    public static boolean isInvalidStatement(SQLException failure) {
        return String.valueOf(root(failure).getSQLState()).startsWith("42");
    }

    /**
     * Whether a restart may help, although the failure is fatal: an internal error or an I/O error of the server, or an error
     * of the driver.
     */
    public static boolean isServerFault(SQLException failure) {
        String state = root(failure).getSQLState();
        return state == null || state.startsWith("XX") || state.startsWith("58");
    }

    /**
     * Whether TLS verification failed, or its certificates are missing. The driver reports the SQLSTATE of a connection
     * failure, but retrying does not help.
     */
    static boolean isUntrustedServer(SQLException root) {
        for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException || cause instanceof FileNotFoundException) {
                return true;
            }
        }
        // The certificate is for another host name. The driver translates the message, but not this class name in it.
        return root instanceof PSQLException
                && String.valueOf(root.getMessage()).contains("PgjdbcHostnameVerifier");
    }

    /** The server's exception: a BatchUpdateException only says which entry failed, with its values. */
    static SQLException root(SQLException failure) {
        boolean batch = failure instanceof BatchUpdateException && failure.getNextException() != null;
        return batch ? failure.getNextException() : failure;
    }
}
