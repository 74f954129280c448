package dev.wherry.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prints a query's result: CSV (RFC 4180) with whole values as it arrives, or a table with columns aligned. */
final class QueryResultPrinter {
    /** A table is aligned by its first rows, so that a large result takes no memory. */
    private static final int ROWS_TO_ALIGN_BY = 1_000;

    /** A longer value moves the rest of its row, and not that of every other row. */
    private static final int MAX_ALIGNED_WIDTH = 120;

    private static final String NULL = "(null)";

    private final PrintWriter out;

    QueryResultPrinter(PrintWriter out) {
        this.out = out;
    }

    void csv(ResultSet result) throws IOException, SQLException {
        // Quotes empty texts, which distinguishes them from null. Not closed, because that would close the output.
        CsvWriter csv = CsvWriter.builder()
                .quoteStrategy(QuoteStrategies.EMPTY)
                .lineDelimiter(LineDelimiter.PLATFORM)
                .build(out);
        String[] header = header(result.getMetaData());
        csv.writeRecord(header);
        while (result.next()) {
            csv.writeRecord(row(result, header.length));
        }
        csv.flush();
    }

    void table(ResultSet result) throws SQLException {
        String[] header = header(result.getMetaData());
        boolean[] bytea = bytea(result.getMetaData());
        List<String[]> first = new ArrayList<>();
        boolean more = result.next();
        for (; more && first.size() < ROWS_TO_ALIGN_BY; more = result.next()) {
            first.add(cells(result, bytea));
        }
        int[] widths = new int[header.length];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = width(i, header, first);
        }
        printAligned(header, widths);
        out.println(String.join(
                "-+-",
                Arrays.stream(widths).mapToObj(width -> "-".repeat(width)).toList()));
        first.forEach(row -> printAligned(row, widths));
        long rows = first.size();
        for (; more; more = result.next()) {
            printAligned(cells(result, bytea), widths);
            rows++;
        }
        out.println(rows == 1 ? "(1 row)" : "(" + rows + " rows)");
        out.flush();
    }

    private static int width(int column, String[] header, List<String[]> rows) {
        int longest = rows.stream()
                .mapToInt(row -> CellText.width(row[column]))
                .filter(width -> width <= MAX_ALIGNED_WIDTH)
                .max()
                .orElse(0);
        return Math.max(CellText.width(header[column]), longest);
    }

    private static String[] header(ResultSetMetaData meta) throws SQLException {
        String[] names = new String[meta.getColumnCount()];
        for (int i = 0; i < names.length; i++) {
            names[i] = meta.getColumnLabel(i + 1);
        }
        return names;
    }

    private static boolean[] bytea(ResultSetMetaData meta) throws SQLException {
        boolean[] bytea = new boolean[meta.getColumnCount()];
        for (int i = 0; i < bytea.length; i++) {
            bytea[i] = meta.getColumnType(i + 1) == Types.BINARY;
        }
        return bytea;
    }

    private static String[] row(ResultSet result, int columns) throws SQLException {
        String[] row = new String[columns];
        for (int i = 0; i < columns; i++) {
            row[i] = result.getString(i + 1);
        }
        return row;
    }

    private static String[] cells(ResultSet result, boolean[] bytea) throws SQLException {
        String[] cells = new String[bytea.length];
        for (int i = 0; i < cells.length; i++) {
            if (bytea[i]) {
                byte[] bytes = result.getBytes(i + 1);
                cells[i] = bytes == null ? NULL : CellText.of(bytes);
            } else {
                String text = result.getString(i + 1);
                cells[i] = text == null ? NULL : CellText.of(text);
            }
        }
        return cells;
    }

    private void printAligned(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            line.append(i == 0 ? "" : " | ").append(row[i]);
            if (i < row.length - 1) {
                line.append(" ".repeat(Math.max(0, widths[i] - CellText.width(row[i]))));
            }
        }
        out.println(line);
    }
}
