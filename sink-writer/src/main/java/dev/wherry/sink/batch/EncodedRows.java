package dev.wherry.sink.batch;

import dev.wherry.contracts.Reason;
import dev.wherry.sink.copy.BinaryCopy;
import dev.wherry.sink.copy.CopyBuffer;
import dev.wherry.sink.copy.PostgresType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Rows of one table, at most one of each key, in the form in which a COPY takes them. They are encoded once, before the
 * database is there for them, and any part of them can be sent.
 */
public final class EncodedRows<R> {
    private final Table table;
    private final List<R> rows;
    private final List<RejectedRow<R>> unfit;
    private final CopyBuffer bytes;
    /** Where each row ends in the bytes. */
    private final int[] ends;

    private EncodedRows(Table table, List<R> rows, List<RejectedRow<R>> unfit, CopyBuffer bytes, int[] ends) {
        this.table = table;
        this.rows = rows;
        this.unfit = unfit;
        this.bytes = bytes;
        this.ends = ends;
    }

    public static <R> EncodedRows<R> of(RowFormat<R> format, List<R> rows) {
        List<PostgresType> types = format.table().types();
        List<R> fit = new ArrayList<>(rows.size());
        List<RejectedRow<R>> unfit = new ArrayList<>();
        CopyBuffer bytes = new CopyBuffer();
        int[] ends = new int[rows.size()];
        for (R row : rows) {
            try {
                bytes.row(types, format.values(row));
                ends[fit.size()] = bytes.size();
                fit.add(row);
            } catch (IllegalArgumentException e) {
                unfit.add(new RejectedRow<>(
                        row, new Reason("no_row", "", "the record makes no row of its table: " + e.getMessage())));
            }
        }
        return new EncodedRows<>(format.table(), fit, unfit, bytes, Arrays.copyOf(ends, fit.size()));
    }

    public Table table() {
        return table;
    }

    public int size() {
        return rows.size();
    }

    public R row(int index) {
        return rows.get(index);
    }

    /** Those that are no rows at all, and are not among the others. */
    public List<RejectedRow<R>> unfit() {
        return unfit;
    }

    /** Sends those rows, and returns when the server has taken all of them. */
    public void copy(PGConnection connection, String sql, int from, int to) throws SQLException {
        BinaryCopy.send(connection, sql, bytes, from == 0 ? 0 : ends[from - 1], ends[to - 1]);
    }
}
