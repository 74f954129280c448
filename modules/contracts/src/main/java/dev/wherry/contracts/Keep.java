package dev.wherry.contracts;

/** Which of a type's events the warehouse keeps: the contract's {@code keep}. */
public enum Keep {
    /** Of each key the event with the greatest version: a state table. */
    LATEST,
    /** Of each key the event with the smallest version: a state table. */
    FIRST,
    /**
     * Every event has its own key and row: an event table. Of several events with one key, the first to be written stays; if
     * the contract has a version, the one with the smallest.
     */
    EVERY
}
