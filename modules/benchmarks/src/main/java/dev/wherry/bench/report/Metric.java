package dev.wherry.bench.report;

import java.util.Locale;

/**
 * A quantity that is measured.
 *
 * @param name including the unit; the header of a column
 * @param decimals number of decimals to display
 */
public record Metric(String name, int decimals) {
    public static final Metric EVENTS_PER_SECOND = new Metric("events/s", 0);
    /** Bytes that the broker appended to the logs of all topics, including internal ones. */
    public static final Metric BROKER_BYTES = new Metric("broker bytes/event", 0);

    /** CPU time of a process, which is more meaningful than elapsed time on a shared machine. */
    public static Metric cpu(String process) {
        return new Metric("CPU µs/event: " + process, 1);
    }

    /** Peak resident memory of a process. */
    public static Metric peakMemory(String process) {
        return new Metric("peak MB: " + process, 0);
    }

    String format(double value) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
