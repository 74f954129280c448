package dev.wherry.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The answer to one question.
 *
 * @param title what was measured, in a few words
 * @param measured how, in a few sentences: sizes, settings, from when to when
 * @param rows ours first
 */
public record Table(String title, String measured, List<Row> rows, List<Target> targets) {
    public Table {
        rows = List.copyOf(rows);
        targets = List.copyOf(targets);
    }

    /** The heads of the columns: every figure that any contestant has. */
    List<String> heads() {
        List<String> heads = new ArrayList<>(List.of("", ""));
        Metric leading = leading();
        heads.add(leading.name());
        heads.add("from–to");
        heads.add("to ours");
        figures().forEach(figure -> heads.add(figure.name()));
        return heads;
    }

    List<List<String>> cells() {
        return rows.stream().map(this::cells).toList();
    }

    private List<String> cells(Row row) {
        Map<Metric, Double> medians = row.medians();
        double[] range = row.sorted(leading());
        List<String> cells =
                new ArrayList<>(List.of(row.contestant(), row.kind().label()));
        cells.add(leading().text(medians.get(leading())));
        cells.add(leading().text(range[0]) + "–" + leading().text(range[range.length - 1]));
        cells.add(ratioToOurs(row)
                .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
                .orElse(""));
        for (Metric figure : figures()) {
            cells.add(Optional.ofNullable(medians.get(figure)).map(figure::text).orElse(""));
        }
        return cells;
    }

    /** How the row compares in the leading figure; empty if we did not take part, or had nothing of it. */
    Optional<Double> ratioToOurs(Row row) {
        return rows.stream()
                .filter(other -> other.kind() == Kind.OURS)
                .findFirst()
                .map(ours -> ours.median(leading()))
                .filter(ours -> ours > 0)
                .map(ours -> row.median(leading()) / ours);
    }

    Metric leading() {
        return rows.get(0).leading();
    }

    /** Those beside the leading one. */
    private List<Metric> figures() {
        return rows.stream()
                .flatMap(row -> row.medians().keySet().stream())
                .distinct()
                .filter(figure -> !figure.equals(leading()))
                .toList();
    }

    /** How wide each column of text is. */
    int[] widths() {
        List<List<String>> lines = new ArrayList<>(cells());
        lines.add(heads());
        return IntStream.range(0, heads().size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
    }
}
