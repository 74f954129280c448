package dev.wherry.cli;

import dev.wherry.pipeline.InboxFile;
import dev.wherry.split.FileKind;
import dev.wherry.wire.format.Encoding;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints the files of an inbox as a table: all of them, or the first of each feed and fate. */
final class FileTable {
    /** Of each feed and fate, unless all are to be printed. */
    static final int SHOWN = 20;

    /** The table is aligned by its first rows, so that a large inbox takes no memory. */
    private static final int ROWS_TO_ALIGN_BY = 1_000;

    private static final List<String> HEADER = List.of("file", "size", "read as", "what happens");
    private static final int SIZE = 1;
    private static final String NONE = "-";

    private final PrintWriter out;
    private final boolean all;
    private final Map<List<String>, Integer> shown = new HashMap<>();
    private final List<List<String>> rows = new ArrayList<>();
    private int[] widths = new int[0];
    private long omitted;

    FileTable(PrintWriter out, boolean all) {
        this.out = out;
        this.all = all;
    }

    void add(InboxFile file) {
        int number = shown.merge(List.of(file.feed().orElse(""), file.fate()), 1, Integer::sum);
        if (!all && number > SHOWN) {
            omitted++;
            return;
        }
        List<String> row = row(file);
        if (widths.length > 0) {
            print(row);
            return;
        }
        rows.add(row);
        if (rows.size() == ROWS_TO_ALIGN_BY) {
            printRows();
        }
    }

    /** Prints what is not printed yet. */
    void end() {
        if (widths.length == 0 && !rows.isEmpty()) {
            printRows();
        }
        if (omitted > 0) {
            out.println("... and %,d more; --all lists them.".formatted(omitted));
        }
        if (!shown.isEmpty()) {
            out.println();
        }
        out.flush();
    }

    private static List<String> row(InboxFile file) {
        return List.of(
                CellText.of(file.path().toString()),
                "%,d".formatted(file.size()),
                file.kind().map(FileTable::kind).orElse(NONE),
                CellText.of(file.fate()));
    }

    private static String kind(FileKind kind) {
        List<String> parts = new ArrayList<>(List.of(kind.rule().format().label()));
        if (!kind.rule().items().isEmpty()) {
            parts.add("at " + kind.rule().items());
        }
        if (kind.isCompressed()) {
            parts.add(kind.compression().name().toLowerCase(Locale.ROOT));
        }
        if (kind.rule().encoding() != Encoding.UTF_8) {
            parts.add(kind.rule().encoding().label());
        }
        return String.join(", ", parts);
    }

    private void printRows() {
        rows.add(0, HEADER);
        widths = new int[HEADER.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], CellText.width(row.get(i)));
            }
        }
        rows.forEach(this::print);
        rows.clear();
    }

    private void print(List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            String padding = " ".repeat(Math.max(0, widths[i] - CellText.width(cell)));
            boolean last = i == widths.length - 1;
            line.append(i == SIZE ? padding + cell : last ? cell : cell + padding)
                    .append(last ? "" : "  ");
        }
        out.println(line);
    }
}
