package dev.wherry.sink.copy;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** One {@code COPY … FROM STDIN (FORMAT binary)}: header, rows, end. */
public final class BinaryCopy {
    /** A signature, flags and the length of the header's extension. */
    private static final byte[] HEADER = "PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private static final byte[] END = {-1, -1};

    private BinaryCopy() {}

    /** Sends the rows that lie there in the buffer, and returns when the server has taken all of them. */
    public static void send(PGConnection connection, String sql, CopyBuffer rows, int from, int to)
            throws SQLException {
        CopyIn copy = connection.getCopyAPI().copyIn(sql);
        try {
            copy.writeToCopy(HEADER, 0, HEADER.length);
            rows.writeTo(copy, from, to);
            copy.writeToCopy(END, 0, END.length);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy(); // the transaction has failed
            }
        }
    }
}
