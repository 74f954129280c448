package dev.wherry.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All samples of one contestant. */
public record Row(String contestant, Kind kind, List<Sample> samples) {
    public Row {
        samples = List.copyOf(samples);
        if (samples.isEmpty()) {
            throw new IllegalArgumentException(contestant + " was not measured");
        }
    }

    /** Of every figure the value in the middle. */
    public Map<Metric, Double> medians() {
        Map<Metric, Double> medians = new LinkedHashMap<>();
        for (Metric figure : samples.get(0).values().keySet()) {
            medians.put(figure, median(sorted(figure)));
        }
        return medians;
    }

    /** The median of a figure that this contestant has. */
    public double median(Metric figure) {
        return Optional.ofNullable(medians().get(figure))
                .orElseThrow(() -> new IllegalArgumentException(contestant + " has no " + figure.name()));
    }

    /** The sum of the medians of all processes' CPU time an event. */
    public double cpu() {
        return medians().entrySet().stream()
                .filter(value -> value.getKey().name().startsWith(Metric.cpu("").name()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** The figure that contestants are compared by. */
    Metric leading() {
        return samples.get(0).values().keySet().iterator().next();
    }

    double[] sorted(Metric figure) {
        return samples.stream()
                .mapToDouble(sample -> sample.values().get(figure))
                .sorted()
                .toArray();
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
