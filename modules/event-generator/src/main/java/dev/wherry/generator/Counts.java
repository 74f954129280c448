package dev.wherry.generator;

/**
 * What the ledger must say in the end, where that does not depend on the order of arrival.
 *
 * @param events raw events: whole documents or lines, cut-off ones, and every copy
 * @param invalid those of them that no contract accepts
 * @param rows users or cards with at least one valid event
 */
public record Counts(long events, long invalid, long rows) {}
