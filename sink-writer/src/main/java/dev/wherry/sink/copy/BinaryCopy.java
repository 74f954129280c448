package dev.wherry.sink.copy;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Runs {@code COPY … FROM STDIN (FORMAT binary)}: header, rows, trailer. */
public final class BinaryCopy {
    /** Signature, flags, and length of the header extension. */
    private static final byte[] HEADER = "PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final byte[] TRAILER = {-1, -1};

    private BinaryCopy() {}

    /**
     * Sends a range of the buffer, and returns when the server has received all of it.
     *
     * @param from the byte at which the first row starts
     * @param to the byte after the last row
     */
    public static void send(PGConnection connection, String sql, CopyBuffer rows, int from, int to)
            throws SQLException {
        CopyIn copy = connection.getCopyAPI().copyIn(sql);
        try {
            copy.writeToCopy(HEADER, 0, HEADER.length);
            rows.writeTo(copy, from, to);
            copy.writeToCopy(TRAILER, 0, TRAILER.length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy(); // the transaction has failed, but the connection stays usable
            }
        }
    }
}
