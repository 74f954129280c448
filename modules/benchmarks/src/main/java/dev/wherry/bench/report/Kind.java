package dev.wherry.bench.report;

/** The kind of a contestant. */
public enum Kind {
    /** A part of Wherry, as shipped. */
    OURS("ours"),
    /** Another product that does the same work, tuned as well as we know how. */
    PEER("peer"),
    /** The straightforward program that one would write first. */
    BASELINE("baseline"),
    /** The limit of the machine: only the indispensable work, without any guarantees. */
    LIMIT("limit");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
