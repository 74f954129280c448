package dev.wherry.wire;

/** The names of the topics in which the stages meet. */
public final class Topics {
    /** Running counts of outcomes; compacted. Key: {@link LedgerKey}; value: the count as decimal digits. */
    public static final String LEDGER = "ledger";

    /**
     * What the source says of files that it has read to their end. Key: the file's path relative to the inbox; value: a
     * {@link dev.wherry.wire.receipt.FileStatement}. Input like the raw topics, so nothing may delete it.
     */
    public static final String FILES = "files";
    /**
     * What became of the events of each file; compacted. Key and value: see {@link dev.wherry.wire.receipt.Receipt}.
     */
    public static final String RECEIPTS = "receipts";

    /**
     * The contracts that the state of each type was built with; compacted. Key: the type; value: the contract, its schema and
     * what has changed since, as JSON.
     */
    public static final String CONTRACTS = "contracts";

    private static final String RAW = "raw.";
    private static final String INVALID = "invalid.";
    private static final String STATE = "state.";
    private static final String EVENTS = "events.";

    private Topics() {}

    /** Every event of a feed, verbatim. Key: the file's path relative to the inbox. */
    public static String raw(String feed) {
        return RAW + feed;
    }

    /** The feed's events that no contract accepts, verbatim, with their reasons. Key as in {@link #raw}. */
    public static String invalid(String feed) {
        return INVALID + feed;
    }

    /** The latest event of every key of a type, verbatim; compacted. Key: the contract's key as text. */
    public static String state(String type) {
        return STATE + type;
    }

    /** Every valid event of a type whose table has a row for each, as JSON. Key as in {@link #state}. */
    public static String events(String type) {
        return EVENTS + type;
    }

    /** The type of a topic that is named like {@link #events}. */
    public static String typeOfEvents(String topic) {
        return topic.substring(EVENTS.length());
    }
}
