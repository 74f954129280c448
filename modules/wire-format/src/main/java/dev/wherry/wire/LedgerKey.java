package dev.wherry.wire;

/**
 * One counter of the ledger. Each stream task counts by itself, so a feed's events of one outcome are the sum over
 * the parts. On the wire: {@code feed|outcome|part}, for example {@code cards|invalid|validate-cards-3}.
 *
 * @param part the counting task: the node that counts and its partition; also see {@link LedgerParts}
 */
public record LedgerKey(String feed, Outcome outcome, String part) {
    /** The key as a record key. */
    public String text() {
        return feed + "|" + outcome.label() + "|" + part;
    }

    /** Reads {@link #text()} back. Throws IllegalArgumentException for any other text. */
    public static LedgerKey parse(String text) {
        String[] parts = text.split("\\|", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a ledger key: " + text);
        }
        return new LedgerKey(parts[0], Outcome.ofLabel(parts[1]), parts[2]);
    }
}
