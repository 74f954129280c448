package dev.wherry.bench.report;

import java.util.Locale;

/**
 * What we want to reach.
 *
 * @param what ends with the unit
 */
public record Target(String what, Bound bound, double wanted, double measured) {
    /** On which side of what is wanted the measured value must be. */
    public enum Bound {
        AT_LEAST("at least"),
        AT_MOST("at most");

        private final String label;

        Bound(String label) {
            this.label = label;
        }
    }

    public static Target atLeast(String what, double wanted, double measured) {
        return new Target(what, Bound.AT_LEAST, wanted, measured);
    }

    public static Target atMost(String what, double wanted, double measured) {
        return new Target(what, Bound.AT_MOST, wanted, measured);
    }

    public boolean isMet() {
        return bound == Bound.AT_LEAST ? measured >= wanted : measured <= wanted;
    }

    /** In one sentence. */
    public String sentence() {
        return "%s: %s, wanted %s %s: %s"
                .formatted(what, number(measured), bound.label, number(wanted), isMet() ? "met" : "not met");
    }

    private static String number(double value) {
        return value >= 100 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
