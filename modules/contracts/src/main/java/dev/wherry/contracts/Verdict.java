package dev.wherry.contracts;

import java.util.List;

/** The result of validating a raw event. */
public sealed interface Verdict {
    /**
     * The event conforms to its contract.
     *
     * @param key the contract's key as canonical UTF-8 text: events of the same database key have the same bytes
     * @param version bytes whose unsigned lexical order is the order of versions; the greater wins, for {@link
     *     Keep#FIRST} and {@link Keep#EVERY} too
     * @param id the event's identity: the value of the contract's {@code id}, or else a digest of {@code event}
     * @param event the event as JSON in UTF-8; the record's value if that is it
     * @param deletion whether the event deletes the key's row, unless a newer event wins
     */
    record Valid(Contract contract, byte[] key, byte[] version, byte[] id, byte[] event, boolean deletion)
            implements Verdict {}

    /** The event belongs to this contract, which leaves it out. Whether it is valid was not checked. */
    record Skipped(Contract contract) implements Verdict {}

    /**
     * The event conforms to no contract.
     *
     * @param reasons at most {@value #MAX_REASONS}, and a last one that counts those left out; their texts are
     *     truncated to 1,000 characters
     */
    record Invalid(List<Reason> reasons) implements Verdict {
        /** Reasons travel in a record header, whose size is bounded. */
        public static final int MAX_REASONS = 100;

        public Invalid {
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("an invalid event has at least one reason");
            }
            reasons = List.copyOf(reasons);
        }
    }
}
