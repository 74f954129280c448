package dev.wherry.sink.database;

import dev.wherry.contracts.Reason;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Why PostgreSQL rejected a row. The reason may contain values of the row: it goes to the quarantine, which contains the
 * event as well.
 */
final class RejectionReason {
    private RejectionReason() {}

    static Reason of(SQLException failure) {
        SQLException root = FailureKind.root(failure);
        ServerErrorMessage server = root instanceof PSQLException known ? known.getServerErrorMessage() : null;
        String message = server == null ? root.getMessage() : server.getMessage();
        String detail = server == null || server.getDetail() == null ? "" : " (" + server.getDetail() + ")";
        return new Reason("sqlstate_" + root.getSQLState(), "", "PostgreSQL rejected the row: " + message + detail);
    }
}
