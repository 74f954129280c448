package dev.wherry.bench.report;

import java.util.Locale;

/**
 * Something that is measured.
 *
 * @param name with its unit, as a column's head
 * @param decimals digits after the point that are shown
 */
public record Metric(String name, int decimals) {
    public static final Metric EVENTS_PER_SECOND = new Metric("events/s", 0);
    /** What the broker has written to its logs of all topics, internal ones included. */
    public static final Metric BROKER_BYTES = new Metric("broker bytes/event", 0);

    /** CPU time of a process; it says more than the clock's where several share a machine. */
    public static Metric cpu(String process) {
        return new Metric("CPU µs/event: " + process, 1);
    }

    /** The most memory that a process has held. */
    public static Metric peakMemory(String process) {
        return new Metric("peak MB: " + process, 0);
    }

    String text(double value) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
