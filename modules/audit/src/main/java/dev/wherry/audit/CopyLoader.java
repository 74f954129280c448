package dev.wherry.audit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** Brings rows into one temporary table, about a megabyte at a time. */
final class CopyLoader {
    private static final int PIECE = 1 << 20;

    private final AuditDatabase database;
    private final boolean leaveOutUnfit;
    private final String copy;
    private final CopyText text = new CopyText();

    private CopyLoader(AuditDatabase database, String table, boolean leaveOutUnfit) {
        this.database = database;
        this.leaveOutUnfit = leaveOutUnfit;
        this.copy = "COPY pg_temp." + table + " FROM STDIN";
    }

    /** For rows that the table's types can always hold. */
    static CopyLoader of(AuditDatabase database, String table) {
        return new CopyLoader(database, table, false);
    }

    /** For rows of which those are left out that PostgreSQL's types cannot hold. */
    static CopyLoader ofWhatFits(AuditDatabase database, String table) {
        return new CopyLoader(database, table, true);
    }

    /** A new row, to be filled and ended. */
    CopyText row() throws SQLException {
        if (text.size() >= PIECE) {
            flush();
        }
        return text.beginRow();
    }

    void flush() throws SQLException {
        if (text.rows() == 0) {
            return;
        }
        if (leaveOutUnfit) {
            copyFit(0, text.rows());
        } else {
            copy(0, text.rows());
        }
        text.clear();
    }

    private void copyFit(int from, int to) throws SQLException {
        database.execute("SAVEPOINT load");
        try {
            copy(from, to);
            database.execute("RELEASE SAVEPOINT load");
        } catch (SQLException refused) {
            if (!isRefusal(refused)) {
                throw refused;
            }
            database.execute("ROLLBACK TO SAVEPOINT load; RELEASE SAVEPOINT load");
            if (to - from > 1) {
                int middle = (from + to) >>> 1;
                copyFit(from, middle);
                copyFit(middle, to);
            }
        }
    }

    /** A value that its type cannot hold, or that is beyond a limit. */
    private static boolean isRefusal(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("22") || state.startsWith("54");
    }

    private void copy(int from, int to) throws SQLException {
        try {
            database.connection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(copy, new ByteArrayInputStream(text.rows(from, to)), PIECE);
        } catch (IOException broken) {
            throw new SQLException("The connection to the database broke", "08006", broken);
        }
    }
}
