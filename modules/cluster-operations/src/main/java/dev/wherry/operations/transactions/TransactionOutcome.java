package dev.wherry.operations.transactions;

/** What a coordinator decided about a transaction. */
public enum TransactionOutcome {
    COMMITTED,
    /** Aborted, or never decided: then no producer can have been told that it is committed. */
    ABORTED,
    /** The transaction log has been compacted since and no longer holds the decision. */
    UNKNOWN
}
