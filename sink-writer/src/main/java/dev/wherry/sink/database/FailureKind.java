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

    public static FailureKind of(SQLException failure) {
        SQLException root = root(failure);
        String state = root.getSQLState();
        if (root instanceof TableUnwritableException || isUntrustedServer(root)) {
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
            // Raised by a trigger on the table.
            case "P0001" -> REJECTED_ROW;
            default -> ofCause(root);
        };
    }

    private static FailureKind ofCause(SQLException root) {
        return root.getCause() instanceof IOException ? TRANSIENT : FATAL;
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
