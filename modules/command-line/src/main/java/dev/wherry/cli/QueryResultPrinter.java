package dev.wherry.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prints a query's result: CSV (RFC 4180) as it arrives, or a table with columns aligned. */
final class QueryResultPrinter {
    /** A table is aligned by its first rows, so that a large result takes no memory. */
    private static final int ROWS_TO_ALIGN_BY = 1_000;

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
        List<String[]> first = new ArrayList<>();
        boolean more = result.next();
        for (; more && first.size() < ROWS_TO_ALIGN_BY; more = result.next()) {
            first.add(row(result, header.length));
        }
        int[] widths = new int[header.length];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    header[i].length(),
                    first.stream()
                            .mapToInt(row -> shown(row[column]).length())
                            .max()
                            .orElse(0));
        }
        printAligned(header, widths);
        out.println(String.join(
                "-+-",
                Arrays.stream(widths).mapToObj(width -> "-".repeat(width)).toList()));
        first.forEach(row -> printAligned(row, widths));
        long rows = first.size();
        for (; more; more = result.next()) {
            printAligned(row(result, header.length), widths);
            rows++;
        }
        out.println(rows == 1 ? "(1 row)" : "(" + rows + " rows)");
        out.flush();
    }

    private static String[] header(ResultSetMetaData meta) throws SQLException {
        String[] names = new String[meta.getColumnCount()];
        for (int i = 0; i < names.length; i++) {
            names[i] = meta.getColumnLabel(i + 1);
        }
        return names;
    }

    private static String[] row(ResultSet result, int columns) throws SQLException {
        String[] row = new String[columns];
        for (int i = 0; i < columns; i++) {
            row[i] = result.getString(i + 1);
        }
        return row;
    }

    private void printAligned(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            String cell = shown(row[i]);
            line.append(i == 0 ? "" : " | ").append(cell);
            if (i < row.length - 1) {
                line.append(" ".repeat(Math.max(0, widths[i] - cell.length())));
            }
        }
        out.println(line);
    }

    /** Line breaks and other control characters would break the table. */
    private static String shown(String value) {
        if (value == null) {
            return "";
        }
        StringBuilder text = new StringBuilder(value.length());
        value.chars()
                .forEach(
                        c -> text.append(c == '\n' ? "⏎" : Character.isISOControl(c) ? "·" : String.valueOf((char) c)));
        return text.toString();
    }
}
