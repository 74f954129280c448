package dev.wherry.bench.latency;

import dev.wherry.bench.report.Metric;
import dev.wherry.bench.report.Sample;
import java.util.Arrays;

/** How long each of some events took. */
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
        return Sample.of(P50, millis(0.5)).with(P99, millis(0.99)).with(LONGEST, millis(1));
    }

    /** The least time within which that part of the events was done. */
    double millis(double part) {
        int rank = (int) Math.ceil(part * sortedNanos.length);
        return sortedNanos[Math.max(0, rank - 1)] / 1e6;
    }
}
