package dev.wherry.sink.batch;

import dev.wherry.contracts.Reason;
import dev.wherry.contracts.RowReader;
import dev.wherry.sink.copy.BinaryCopy;
import dev.wherry.sink.copy.CopyBuffer;
import dev.wherry.sink.copy.PostgresType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Rows of one table, encoded for a binary COPY; at most one of each key, except in event tables. They are encoded once,
 * before their transaction starts, and any range of them can be sent. The first column is the row's index, so that a
 * statement can name rows.
 */
public final class EncodedRows<R> {
    /** The name of the column with the index. No contract may name a column so. */
    public static final String INDEX_COLUMN = "#";

    private final TargetTable table;
    private final List<R> rows;
    private final List<RejectedRow<R>> rejected;
    private final CopyBuffer bytes;
    /** The byte after each row. */
    private final int[] ends;
    /** For each of the table's children, its rows. */
    private final List<EncodedChildren> children;

    private EncodedRows(
            TargetTable table,
            List<R> rows,
            List<RejectedRow<R>> rejected,
            CopyBuffer bytes,
            int[] ends,
            List<EncodedChildren> children) {
        this.table = table;
        this.rows = rows;
        this.rejected = rejected;
        this.bytes = bytes;
        this.ends = ends;
        this.children = children;
    }

    public static <R> EncodedRows<R> of(RowFormat<R> format, List<R> rows) {
        List<PostgresType> types = format.table().types();
        List<R> encoded = new ArrayList<>(rows.size());
        List<RejectedRow<R>> rejected = new ArrayList<>();
        CopyBuffer bytes = new CopyBuffer();
        int[] ends = new int[rows.size()];
        List<EncodedChildren> children = format.table().isDeletion()
                ? List.of()
                : format.table().children().stream()
                        .map(child -> new EncodedChildren(child, rows.size()))
                        .toList();
        for (R row : rows) {
            try {
                bytes.appendRow(encoded.size(), types, values(format, row, encoded.size(), children));
                ends[encoded.size()] = bytes.size();
                encoded.add(row);
            } catch (IllegalArgumentException e) {
                rejected.add(new RejectedRow<>(
                        row,
                        new Reason("no_row", "", "the record cannot become a row of its table: " + e.getMessage())));
            }
        }
        return new EncodedRows<>(
                format.table(), encoded, rejected, bytes, Arrays.copyOf(ends, encoded.size()), children);
    }

    /** The values of a row, after its children were encoded. If the row is rejected, the next one overwrites them. */
    private static <R> Object[] values(RowFormat<R> format, R row, int index, List<EncodedChildren> children) {
        if (children.isEmpty()) {
            return format.values(row);
        }
        RowReader.Rows rows = format.rows(row);
        for (int i = 0; i < children.size(); i++) {
            children.get(i).set(index, rows.children().get(i));
        }
        return rows.row();
    }

    public TargetTable table() {
        return table;
    }

    public int size() {
        return rows.size();
    }

    public R row(int index) {
        return rows.get(index);
    }

    /** All rows that could be encoded, in the order of their indexes. */
    public List<R> rows() {
        return Collections.unmodifiableList(rows);
    }

    /** The rows that could not be encoded. They do not count in {@link #size}. */
    public List<RejectedRow<R>> rejected() {
        return rejected;
    }

    /**
     * Sends the rows from index {@code from} to before {@code to}, and returns when the server has received all of them.
     */
    public void copy(PGConnection connection, String sql, int from, int to) throws SQLException {
        BinaryCopy.send(connection, sql, bytes, from == 0 ? 0 : ends[from - 1], ends[to - 1]);
    }

    /** The number of rows in one of the table's children that belong to these rows. */
    public int childCount(int child, int from, int to) {
        return children.get(child).count(from, to);
    }

    /** As {@link #copy}, for the rows in one of the table's children, which begin with the index of their parent. */
    public void copyChildren(int child, PGConnection connection, String sql, int from, int to) throws SQLException {
        children.get(child).copy(connection, sql, from, to);
    }
}
