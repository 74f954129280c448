package dev.wherry.bench.latency;

import dev.wherry.bench.report.Figure;
import dev.wherry.bench.report.Sample;
import java.util.Arrays;

/** How long each of some events took. */
final class Latencies {
    static final Figure P50 = new Figure("p50 ms", 0);
    static final Figure P99 = new Figure("p99 ms", 0);
    private static final Figure LONGEST = new Figure("longest ms", 0);

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
