package dev.wherry.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The samples of one contestant. */
public record Row(String contestant, Kind kind, List<Sample> samples) {
    public Row {
        samples = List.copyOf(samples);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException(contestant + " was not measured");
        }
    }

    /** The median of every metric. */
    public Map<Metric, Double> medians() {
        Map<Metric, Double> medians = new LinkedHashMap<>();
        for (Metric metric : samples.get(0).values().keySet()) {
            medians.put(metric, median(sorted(metric)));
        }
        return medians;
    }

    /**
     * The median of one metric.
     *
     * @throws IllegalArgumentException if it was not measured
     */
    public double median(Metric metric) {
        return Optional.ofNullable(medians().get(metric))
                .orElseThrow(() -> new IllegalArgumentException(contestant + " has no " + metric.name()));
    }

    /** CPU time per event: the sum of the medians of all processes. */
    public double cpu() {
        return medians().entrySet().stream()
                .filter(value -> value.getKey().name().startsWith(Metric.cpu("").name()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** The metric by which contestants are compared. */
    Metric primary() {
        return samples.get(0).values().keySet().iterator().next();
    }

    double[] sorted(Metric metric) {
        return samples.stream()
                .mapToDouble(sample -> sample.values().get(metric))
                .sorted()
                .toArray();
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
