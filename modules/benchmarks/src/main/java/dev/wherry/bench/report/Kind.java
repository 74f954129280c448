package dev.wherry.bench.report;

/** What a contestant is to us. */
public enum Kind {
    /** A part of this pipeline as it is shipped. */
    OURS("ours"),
    /** Another product that does the same, set up as well as we know. */
    PEER("peer"),
    /** The plain program that one would write first. */
    BASELINE("baseline"),
    /** What the machine allows: only what cannot be left out, with no guarantee. */
    LIMIT("limit");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
