package dev.wherry.operations.transactions;

/** What a coordinator had decided about a transaction. */
public enum TransactionOutcome {
    COMMITTED,
    /** Aborted, or begun and never decided, so that nobody can have been told that it is committed. */
    ABORTED,
    /** Its log says nothing about it any more, because it has been compacted since. */
    UNKNOWN
}
