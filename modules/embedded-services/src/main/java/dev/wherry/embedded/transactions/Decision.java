package dev.wherry.embedded.transactions;

/** What a coordinator had decided about a transaction. */
public enum Decision {
    COMMITTED,
    /** Aborted, or begun and never decided, so that nobody can have been told that it is committed. */
    ABORTED,
    /** Its log says nothing about it any more, because it has been compacted since. */
    UNKNOWN
}
