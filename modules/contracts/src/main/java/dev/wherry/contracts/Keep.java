package dev.wherry.contracts;

/** Which of a key's events the warehouse holds. */
public enum Keep {
    /** The one with the greatest version. */
    LATEST,
    /** The one with the smallest version. */
    FIRST
}
