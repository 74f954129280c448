package dev.wherry.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The answer to one question: a row per contestant.
 *
 * @param title the question in a few words
 * @param method how it was measured: sizes, settings, start and end of the interval
 * @param rows starting with ours
 */
public record Table(String title, String method, List<Row> rows, List<Target> targets) {
    public Table {
        rows = List.copyOf(rows);
        targets = List.copyOf(targets);
    }

    /** The column headers: every metric that at least one contestant has. */
    List<String> headers() {
        List<String> headers = new ArrayList<>(List.of("", ""));
        Metric primary = primary();
        headers.add(primary.name());
        headers.add("range");
        headers.add("ratio to ours");
        secondaryMetrics().forEach(metric -> headers.add(metric.name()));
        return headers;
    }

    List<List<String>> cells() {
        return rows.stream().map(this::cells).toList();
    }

    private List<String> cells(Row row) {
        Map<Metric, Double> medians = row.medians();
        double[] range = row.sorted(primary());
        List<String> cells =
                new ArrayList<>(List.of(row.contestant(), row.kind().label()));
        cells.add(primary().format(medians.get(primary())));
        cells.add(primary().format(range[0]) + "–" + primary().format(range[range.length - 1]));
        cells.add(ratioToOurs(row)
                .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
                .orElse(""));
        for (Metric metric : secondaryMetrics()) {
            cells.add(
                    Optional.ofNullable(medians.get(metric)).map(metric::format).orElse(""));
        }
        return cells;
    }

    /** The ratio of the primary metric to ours; empty if ours is missing or zero. */
    Optional<Double> ratioToOurs(Row row) {
        return rows.stream()
                .filter(other -> other.kind() == Kind.OURS)
                .findFirst()
                .map(ours -> ours.median(primary()))
                .filter(ours -> ours > 0)
                .map(ours -> row.median(primary()) / ours);
    }

    Metric primary() {
        return rows.get(0).primary();
    }

    /** All metrics except the primary one. */
    private List<Metric> secondaryMetrics() {
        return rows.stream()
                .flatMap(row -> row.medians().keySet().stream())
                .distinct()
                .filter(metric -> !metric.equals(primary()))
                .toList();
    }

    /** The width of each column in characters. */
    int[] widths() {
        List<List<String>> lines = new ArrayList<>(cells());
        lines.add(headers());
        return IntStream.range(0, headers().size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
    }
}
