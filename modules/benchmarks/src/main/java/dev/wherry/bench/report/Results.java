package dev.wherry.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The results of a benchmark run. */
public final class Results {
    private final Machine machine;
    private final String settings;
    private final Instant started = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    private final Map<String, List<Table>> byBenchmark = new LinkedHashMap<>();

    public Results(Machine machine, String settings) {
        this.machine = machine;
        this.settings = settings;
    }

    public void add(String benchmark, List<Table> tables) {
        byBenchmark.put(benchmark, List.copyOf(tables));
    }

    /** Writes the results as JSON, Markdown and a plot. */
    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        writeJson(directory.resolve("results.json"));
        Files.writeString(
                directory.resolve("results.md"),
                byBenchmark.keySet().stream().map(this::section).collect(Collectors.joining("\n")));
        Files.writeString(directory.resolve("results.svg"), Plot.of(tables()));
    }

    public void writeJson(Path file) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("begun", started.toString());
        all.put("settings", settings);
        all.put("machine", machine.properties());
        byBenchmark.forEach((benchmark, tables) ->
                all.put(benchmark, tables.stream().map(Results::json).toList()));
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), all);
    }

    /** Replaces the sections of the measured benchmarks. */
    public void updatePage(Path page) throws IOException {
        String text = Files.readString(page);
        for (String benchmark : byBenchmark.keySet()) {
            text = MarkdownPage.withSection(text, benchmark, section(benchmark));
        }
        Files.writeString(page, text);
    }

    /** Writes the plot of this run and links to it from the page. */
    public void updatePlot(Path page, Path plot) throws IOException {
        Files.writeString(plot, Plot.of(tables()));
        Path link = page.toAbsolutePath().getParent().relativize(plot.toAbsolutePath());
        Files.writeString(
                page,
                MarkdownPage.withSection(Files.readString(page), "plot", "![All results as bars](" + link + ")\n"));
    }

    private String section(String benchmark) {
        return "Measured at %s: %s. %s.\n\n".formatted(started, settings, machine.sentence())
                + byBenchmark.get(benchmark).stream().map(MarkdownTable::of).collect(Collectors.joining("\n"));
    }

    private List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        byBenchmark.values().forEach(tables::addAll);
        return tables;
    }

    private static Map<String, Object> json(Table table) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("title", table.title());
        json.put("measured", table.method());
        json.put("contestants", table.rows().stream().map(Results::json).toList());
        json.put("targets", table.targets());
        return json;
    }

    private static Map<String, Object> json(Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", row.contestant());
        json.put("kind", row.kind().label());
        json.put("medians", byName(row.medians()));
        json.put(
                "samples",
                row.samples().stream().map(sample -> byName(sample.values())).toList());
        return json;
    }

    private static Map<String, Double> byName(Map<Metric, Double> values) {
        Map<String, Double> byName = new LinkedHashMap<>();
        values.forEach((metric, value) -> byName.put(metric.name(), value));
        return byName;
    }
}
