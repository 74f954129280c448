package dev.wherry.bench.report;

import java.util.List;

/** Formats a table as Markdown, for the documentation. */
final class MarkdownTable {
    private MarkdownTable() {}

    static String of(Table table) {
        StringBuilder text = new StringBuilder("### ").append(table.title()).append("\n\n");
        text.append(table.method()).append("\n\n");
        text.append(line(table.headers()));
        text.append("| --- | --- |")
                .append(" ---: |".repeat(table.headers().size() - 2))
                .append('\n');
        table.cells().forEach(cells -> text.append(line(cells)));
        if (!table.targets().isEmpty()) {
            text.append('\n');
            table.targets()
                    .forEach(target ->
                            text.append("- ").append(target.sentence()).append('\n'));
        }
        return text.toString();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
