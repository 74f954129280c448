package dev.wherry.contracts;

import java.util.List;

/** What a raw event is. */
public sealed interface Verdict {
    /**
     * The event obeys its contract.
     *
     * @param key the contract's key as UTF-8 text, canonical: events of the same database key have the same bytes
     * @param version bytes whose unsigned lexical order is the versions' order; greater always wins, also for {@link Keep#FIRST}
     * @param id the event's own identity: the contract's id, or where it has none a digest of the event's bytes
     */
    record Valid(Contract contract, byte[] key, byte[] version, byte[] id) implements Verdict {}

    /**
     * The event obeys no contract.
     *
     * @param reasons at most a hundred, and a last one that counts those that are left out; their texts are cut at a thousand characters
     */
    record Invalid(List<Reason> reasons) implements Verdict {
        public Invalid {
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("an invalid event has at least one reason");
            }
            reasons = List.copyOf(reasons);
        }
    }
}
