package dev.wherry.bench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The measurements of one contestant in one round. */
public final class Sample {
    private final Map<Metric, Double> values;

    private Sample(Map<Metric, Double> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** Creates a sample with its primary metric, by which contestants are compared. */
    public static Sample of(Metric metric, double value) {
        return new Sample(new LinkedHashMap<>()).with(metric, value);
    }

    /** Returns a copy with another metric. */
    public Sample with(Metric metric, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(metric.name() + " is " + value);
        }
        Map<Metric, Double> more = new LinkedHashMap<>(values);
        more.put(metric, value);
        return new Sample(more);
    }

    /**
     * The value of a metric.
     *
     * @throws IllegalArgumentException if it was not measured
     */
    public double value(Metric metric) {
        return Optional.ofNullable(values.get(metric))
                .orElseThrow(() -> new IllegalArgumentException(metric.name() + " was not measured"));
    }

    Map<Metric, Double> values() {
        return values;
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(value -> value.getKey().format(value.getValue()) + " "
                        + value.getKey().name())
                .collect(Collectors.joining(", "));
    }
}
