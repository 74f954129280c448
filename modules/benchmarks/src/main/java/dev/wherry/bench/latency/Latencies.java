package dev.wherry.bench.latency;

import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Sample;
import java.util.Arrays;

/** A distribution of latencies. */
final class Latencies {
    static final Metric P50 = new Metric("p50 ms", 0);
    static final Metric P99 = new Metric("p99 ms", 0);
    private static final Metric LONGEST = new Metric("longest ms", 0);

    private final long[] sortedNanos;

    Latencies(long[] nanos) {
        sortedNanos = nanos.clone();
        Arrays.sort(sortedNanos);
    }

    Sample sample() {
        return Sample.of(P50, percentileMillis(0.5))
                .with(P99, percentileMillis(0.99))
                .with(LONGEST, percentileMillis(1));
    }

    /**
     * A percentile in milliseconds, by the nearest-rank method.
     *
     * @param quantile from 0 to 1
     */
    double percentileMillis(double quantile) {
        int rank = (int) Math.ceil(quantile * sortedNanos.length);
        return sortedNanos[Math.max(0, rank - 1)] / 1e6;
    }
}
