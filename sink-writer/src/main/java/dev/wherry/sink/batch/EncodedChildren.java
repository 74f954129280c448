package dev.wherry.sink.batch;

import dev.wherry.sink.copy.BinaryCopy;
import dev.wherry.sink.copy.CopyBuffer;
import dev.wherry.sink.copy.PostgresType;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/** The rows of a child table that belong to the rows of {@link EncodedRows}. Their first column is the parent's index. */
final class EncodedChildren {
    private final List<PostgresType> types;
    private final CopyBuffer bytes = new CopyBuffer();
    /** The byte after the rows of each parent, and the number of rows up to there. */
    private final int[] ends;

    private final int[] counts;

    /** @param parents the largest number of parents */
    EncodedChildren(ChildTarget table, int parents) {
        this.types = table.types();
        this.ends = new int[parents];
        this.counts = new int[parents];
    }

    /**
     * Sets the rows of a parent, which is the last one from now on.
     *
     * @throws IllegalArgumentException if a value does not fit its type
     */
    void set(int parent, List<Object[]> rows) {
        bytes.truncate(end(parent));
        for (Object[] row : rows) {
            bytes.appendRow(parent, types, row);
        }
        ends[parent] = bytes.size();
        counts[parent] = count(parent) + rows.size();
    }

    /** The number of rows of the parents from index {@code from} to before {@code to}. */
    int count(int from, int to) {
        return count(to) - count(from);
    }

    void copy(PGConnection connection, String sql, int from, int to) throws SQLException {
        BinaryCopy.send(connection, sql, bytes, end(from), end(to));
    }

    private int end(int parents) {
        return parents == 0 ? 0 : ends[parents - 1];
    }

    private int count(int parents) {
        return parents == 0 ? 0 : counts[parents - 1];
    }
}
