package dev.wherry.bench.report;

import java.util.Locale;

/**
 * A performance target and the measured value.
 *
 * @param name ends with the unit
 */
public record Target(String name, Bound bound, double target, double measured) {
    /** Whether the target is a lower or an upper bound. */
    public enum Bound {
        AT_LEAST("at least"),
        AT_MOST("at most");

        private final String label;

        Bound(String label) {
            this.label = label;
        }
    }

    public static Target atLeast(String name, double target, double measured) {
        return new Target(name, Bound.AT_LEAST, target, measured);
    }

    public static Target atMost(String name, double target, double measured) {
        return new Target(name, Bound.AT_MOST, target, measured);
    }

    public boolean isMet() {
        return bound == Bound.AT_LEAST ? measured >= target : measured <= target;
    }

    /** The target, the measured value and the verdict as one line. */
    public String sentence() {
        return "%s: %s, target %s %s: %s"
                .formatted(name, number(measured), bound.label, number(target), isMet() ? "met" : "not met");
    }

    private static String number(double value) {
        return value >= 100 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
