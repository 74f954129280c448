package dev.wherry.wire;

import java.util.Locale;

/** What became of a raw event: exactly one of these. */
public enum Outcome {
    /** Valid, and the newest of its key so far. */
    ACCEPTED,
    /** Valid, but a newer event with the same key is already stored. */
    SUPERSEDED,
    /** A copy of an event that is already stored. */
    DUPLICATE,
    /** Left out by its contract, valid or not. */
    SKIPPED,
    /** Quarantined with every reason it was rejected. */
    INVALID;

    /** The outcome's name on the wire and in the warehouse, in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The outcome of that label. Throws IllegalArgumentException for any other text. */
    public static Outcome ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
