package dev.wherry.generator;

/**
 * The expected counts of the ledger that do not depend on the order of arrival.
 *
 * @param events the number of raw events, including truncated ones and copies
 * @param invalid the number of raw events that no contract accepts
 * @param rows the number of users or cards with at least one valid event
 */
public record Counts(long events, long invalid, long rows) {}
