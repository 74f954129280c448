package dev.wherry.bench.report;

import java.util.List;
import java.util.Locale;

/** Draws all tables as one SVG bar chart of the primary metric. Each table has a separate scale. */
final class Plot {
    private static final int WIDTH = 800;
    private static final int NAME_WIDTH = 300;
    private static final int VALUE_WIDTH = 110;
    private static final int BAR_HEIGHT = 18;
    private static final int LINE_HEIGHT = 24;

    private final StringBuilder body = new StringBuilder();
    private int y = LINE_HEIGHT;

    private Plot() {}

    static String of(List<Table> tables) {
        Plot plot = new Plot();
        tables.forEach(plot::draw);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
                <rect width="100%%" height="100%%" fill="white"/>
                %s</svg>
                """.formatted(WIDTH, plot.y, plot.body);
    }

    private void draw(Table table) {
        text(10, table.title() + " (" + table.primary().name() + ")", "font-weight=\"bold\"");
        double maximum = table.rows().stream()
                .mapToDouble(row -> row.median(table.primary()))
                .max()
                .orElse(1);
        for (Row row : table.rows()) {
            double value = row.median(table.primary());
            double length = maximum > 0 ? value / maximum * (WIDTH - NAME_WIDTH - VALUE_WIDTH) : 0;
            text(NAME_WIDTH - 10, row.contestant(), "text-anchor=\"end\"", y);
            body.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                    NAME_WIDTH,
                    y - BAR_HEIGHT + 5,
                    length,
                    BAR_HEIGHT,
                    colour(row.kind())));
            text((int) (NAME_WIDTH + length + 6), table.primary().format(value), "", y);
            y += LINE_HEIGHT;
        }
        y += LINE_HEIGHT / 2;
    }

    private void text(int x, String text, String attributes) {
        text(x, text, attributes, y);
        y += LINE_HEIGHT;
    }

    private void text(int x, String text, String attributes, int at) {
        body.append("<text x=\"%d\" y=\"%d\" %s>%s</text>%n".formatted(x, at, attributes, escaped(text)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String colour(Kind kind) {
        return switch (kind) {
            case OURS -> "#1f6feb";
            case PEER -> "#d29922";
            case BASELINE -> "#8b949e";
            case LIMIT -> "#d0d7de";
        };
    }
}
