package dev.wherry.contracts;

/** What becomes of the properties of an event that neither the schema declares nor the contract reads. */
public enum Extra {
    /** Nothing: they are in no column. */
    IGNORE,
    /** The event is invalid. */
    QUARANTINE,
    /** A column holds them. */
    KEEP
}
