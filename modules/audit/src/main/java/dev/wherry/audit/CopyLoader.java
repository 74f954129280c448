package dev.wherry.audit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.PGConnection;

/** Loads rows into a temporary table, about a megabyte per COPY. */
final class CopyLoader {
    private static final int BATCH_BYTES = 1 << 20;

    private final AuditDatabase database;
    private final boolean skipUnfitRows;
    private final String copy;
    /** Runs after each COPY. */
    private final Optional<String> convert;

    private final CopyText text = new CopyText();

    private CopyLoader(AuditDatabase database, String table, boolean skipUnfitRows, Optional<String> convert) {
        this.database = database;
        this.skipUnfitRows = skipUnfitRows;
        this.copy = "COPY pg_temp." + table + " FROM STDIN";
        this.convert = convert;
    }

    /** A loader for rows that always fit the types of the table. */
    static CopyLoader of(AuditDatabase database, String table) {
        return new CopyLoader(database, table, false, Optional.empty());
    }

    /**
     * A loader that skips rows with values that PostgreSQL's types cannot hold.
     *
     * @param convert moves what was copied to another table
     */
    static CopyLoader skippingUnfitRows(AuditDatabase database, String table, Optional<String> convert) {
        return new CopyLoader(database, table, true, convert);
    }

    /** Starts a row, which the caller fills and ends. */
    CopyText row() throws SQLException {
        if (text.size() >= BATCH_BYTES) {
            flush();
        }
        return text.beginRow();
    }

    void flush() throws SQLException {
        if (text.rows() == 0) {
            return;
        }
        if (skipUnfitRows) {
            copyFittingRows(0, text.rows());
        } else {
            copy(0, text.rows());
        }
        text.clear();
    }

    private void copyFittingRows(int from, int to) throws SQLException {
        database.execute("SAVEPOINT load");
        try {
            copy(from, to);
            database.execute("RELEASE SAVEPOINT load");
        } catch (SQLException failure) {
            if (!isUnfitValue(failure)) {
                throw failure;
            }
            database.execute("ROLLBACK TO SAVEPOINT load; RELEASE SAVEPOINT load");
            if (to - from > 1) {
                int middle = (from + to) >>> 1;
                copyFittingRows(from, middle);
                copyFittingRows(middle, to);
            }
        }
    }

    /** Data exceptions (class 22), constraints of domains (class 23) and exceeded program limits (class 54). */
    private static boolean isUnfitValue(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
    }

    private void copy(int from, int to) throws SQLException {
        try {
            database.connection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(copy, new ByteArrayInputStream(text.rows(from, to)), BATCH_BYTES);
        } catch (IOException broken) {
            throw new SQLException("The connection to the database broke", "08006", broken);
        }
        if (convert.isPresent()) {
            database.execute(convert.get());
        }
    }
}
