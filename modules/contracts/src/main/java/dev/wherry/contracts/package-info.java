/**
 * Contracts: what an event type is, as data. {@link dev.wherry.contracts.Catalog} loads and checks a directory of them;
 * {@link dev.wherry.contracts.EventValidator} says what a raw event is; {@link dev.wherry.contracts.RowReader} turns a
 * valid event into the values of its row. No Kafka client, no JDBC.
 */
package dev.wherry.contracts;
