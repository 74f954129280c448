package dev.wherry.sink.copy;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * One {@code COPY … FROM STDIN (FORMAT binary)}: header, rows, end. Rows leave in small pieces, so that the server takes them
 * in while the next ones are made here, and a batch of large events needs little memory.
 */
public final class BinaryCopy {
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int END = -1;
    private static final int PIECE = 64 * 1024;

    private final CopyBuffer buffer;
    private final CopyIn copy;

    /** Sends the COPY command. */
    public static BinaryCopy start(PGConnection connection, String sql, CopyBuffer buffer) throws SQLException {
        return new BinaryCopy(connection.getCopyAPI().copyIn(sql), buffer);
    }

    private BinaryCopy(CopyIn copy, CopyBuffer buffer) {
        this.copy = copy;
        this.buffer = buffer;
        buffer.cutTo(0);
        buffer.raw(SIGNATURE);
        buffer.int32(0); // flags
        buffer.int32(0); // length of the header's extension
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if a value does not fit its type; nothing of the row is sent then
     */
    public void row(List<PostgresType> types, Object[] values) throws SQLException {
        int start = buffer.size();
        try {
            buffer.int16(values.length);
            for (int i = 0; i < values.length; i++) {
                buffer.field(types.get(i).encoder(), values[i]);
            }
        } catch (IllegalArgumentException e) {
            buffer.cutTo(start);
            throw e;
        }
        if (buffer.size() >= PIECE) {
            buffer.flushTo(copy);
        }
    }

    /** Sends what is left and waits for the server to have taken all of it. */
    public void end() throws SQLException {
        buffer.int16(END);
        buffer.flushTo(copy);
        copy.endCopy();
    }

    /** Takes the whole COPY back, if it has not ended. The transaction has failed then. */
    public void cancel() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
