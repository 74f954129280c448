package dev.wherry.bench.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Formats a table for the terminal. */
public final class TextTable {
    private static final int LEFT_ALIGNED_COLUMNS = 2;

    private TextTable() {}

    public static String of(Table table) {
        StringBuilder text = new StringBuilder(table.title()).append('\n');
        text.append(table.method()).append("\n\n");
        text.append(line(table.headers(), table.widths()));
        table.cells().forEach(cells -> text.append(line(cells, table.widths())));
        table.targets().forEach(target -> text.append(target.sentence()).append('\n'));
        return text.toString();
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, cells.size())
                        .mapToObj(column -> padded(cells.get(column), widths[column], column < LEFT_ALIGNED_COLUMNS))
                        .collect(Collectors.joining("  "))
                        .stripTrailing()
                + "\n";
    }

    private static String padded(String cell, int width, boolean left) {
        String space = " ".repeat(width - cell.length());
        return left ? cell + space : space + cell;
    }
}
