package dev.wherry.sink.database;

import dev.wherry.contracts.Reason;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Why PostgreSQL did not store a row, for the quarantine, which holds the event itself anyway. */
final class RefusalReason {
    private RefusalReason() {}

    static Reason of(SQLException failure) {
        SQLException root = Failure.root(failure);
        ServerErrorMessage server = root instanceof PSQLException known ? known.getServerErrorMessage() : null;
        String message = server == null ? root.getMessage() : server.getMessage();
        String detail = server == null || server.getDetail() == null ? "" : " (" + server.getDetail() + ")";
        return new Reason("sqlstate_" + root.getSQLState(), "", "PostgreSQL refused the row: " + message + detail);
    }
}
