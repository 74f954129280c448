package dev.wherry.bench.report;

import java.util.Locale;

/**
 * Something that is measured.
 *
 * @param name with its unit, as a column's head
 * @param decimals digits after the point that are shown
 */
public record Figure(String name, int decimals) {
    public static final Figure EVENTS_PER_SECOND = new Figure("events/s", 0);
    /** What the broker has written to its logs of all topics, internal ones included. */
    public static final Figure BROKER_BYTES = new Figure("broker bytes/event", 0);

    /** CPU time of a process; it says more than the clock's where several share a machine. */
    public static Figure cpu(String process) {
        return new Figure("CPU µs/event: " + process, 1);
    }

    /** The most memory that a process has held. */
    public static Figure peakMemory(String process) {
        return new Figure("peak MB: " + process, 0);
    }

    String text(double value) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
