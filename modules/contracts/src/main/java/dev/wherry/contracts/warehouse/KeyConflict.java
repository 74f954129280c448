package dev.wherry.contracts.warehouse;

/**
 * An event of an event table whose key another event has, with other values. It is in the quarantine, and the ledger counts it
 * as invalid; events that PostgreSQL rejects are still counted as accepted.
 */
public final class KeyConflict {
    /** The reason code. */
    public static final String CODE = "key_conflict";

    /** A condition on rows of the quarantine. */
    public static final String CONDITION = "reasons -> 0 ->> 'code' = '" + CODE + "'";

    private KeyConflict() {}
}
