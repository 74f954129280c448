package dev.wherry.bench.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one contestant was measured to do in one round. */
public final class Sample {
    private final Map<Metric, Double> values;

    private Sample(Map<Metric, Double> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** The figure that contestants are compared by comes first. */
    public static Sample of(Metric figure, double value) {
        return new Sample(new LinkedHashMap<>()).with(figure, value);
    }

    public Sample with(Metric figure, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(figure.name() + " is " + value);
        }
        Map<Metric, Double> more = new LinkedHashMap<>(values);
        more.put(figure, value);
        return new Sample(more);
    }

    /** A figure that was measured. */
    public double value(Metric figure) {
        return Optional.ofNullable(values.get(figure))
                .orElseThrow(() -> new IllegalArgumentException("there is no " + figure.name()));
    }

    Map<Metric, Double> values() {
        return values;
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(value -> value.getKey().text(value.getValue()) + " "
                        + value.getKey().name())
                .collect(Collectors.joining(", "));
    }
}
