package dev.wherry.bench.report;

import java.util.List;
import java.util.Locale;

/** All tables as bars in one SVG: the leading figure of every contestant, each table with a scale of its own. */
final class Plot {
    private static final int WIDTH = 800;
    private static final int NAMES = 300;
    private static final int VALUES = 110;
    private static final int BAR = 18;
    private static final int LINE = 24;

    private final StringBuilder body = new StringBuilder();
    private int y = LINE;

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
        text(10, table.title() + " (" + table.leading().name() + ")", "font-weight=\"bold\"");
        double most = table.rows().stream()
                .mapToDouble(row -> row.median(table.leading()))
                .max()
                .orElse(1);
        for (Row row : table.rows()) {
            double value = row.median(table.leading());
            double length = most > 0 ? value / most * (WIDTH - NAMES - VALUES) : 0;
            text(NAMES - 10, row.contestant(), "text-anchor=\"end\"", y);
            body.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                    NAMES,
                    y - BAR + 5,
                    length,
                    BAR,
                    colour(row.kind())));
            text((int) (NAMES + length + 6), table.leading().text(value), "", y);
            y += LINE;
        }
        y += LINE / 2;
    }

    private void text(int x, String text, String attributes) {
        text(x, text, attributes, y);
        y += LINE;
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
