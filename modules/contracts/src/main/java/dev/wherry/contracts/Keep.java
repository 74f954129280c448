package dev.wherry.contracts;

/** Which of the events of a key the warehouse keeps: the contract's {@code keep}. */
public enum Keep {
    /** The one with the greatest version. */
    LATEST,
    /** The one with the smallest version. */
    FIRST
}
