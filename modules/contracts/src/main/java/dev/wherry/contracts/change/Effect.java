package dev.wherry.contracts.change;

import java.util.Locale;

/** What a change of a contract means for what was built before. The later one outweighs the earlier. */
public enum Effect {
    /** It applies to events from now on. Events that were processed before keep their outcome. */
    NONE,
    /** Rows that were written before lack something until the type is rebuilt. */
    INCOMPLETE_ROWS,
    /** Rows that were written before say something else until the type is rebuilt. */
    STALE_ROWS,
    /** The stored state cannot be continued. Only a rebuild of everything helps. */
    OTHER_STATE;

    /** Whether rows that were written before differ from what the contract says now. */
    public boolean concernsRows() {
        return this == INCOMPLETE_ROWS || this == STALE_ROWS;
    }

    /** The name in the topic {@code contracts} and in the warehouse. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is no such effect */
    static Effect ofLabel(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    Effect or(Effect other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
