package dev.wherry.bench.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table for the terminal. */
public final class TextTable {
    private static final int COLUMNS_OF_WORDS = 2;

    private TextTable() {}

    public static String of(Table table) {
        StringBuilder text = new StringBuilder(table.title()).append('\n');
        text.append(table.measured()).append("\n\n");
        text.append(line(table.heads(), table.widths()));
        table.cells().forEach(cells -> text.append(line(cells, table.widths())));
        table.targets().forEach(target -> text.append(target.sentence()).append('\n'));
        return text.toString();
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, cells.size())
                        .mapToObj(column -> padded(cells.get(column), widths[column], column < COLUMNS_OF_WORDS))
                        .collect(Collectors.joining("  "))
                        .stripTrailing()
                + "\n";
    }

    private static String padded(String cell, int width, boolean left) {
        String space = " ".repeat(width - cell.length());
        return left ? cell + space : space + cell;
    }
}
