/**
 * Contracts describe event types as data. {@link dev.wherry.contracts.Catalog} loads and checks a directory of
 * contracts, {@link dev.wherry.contracts.EventValidator} validates raw events, and {@link
 * dev.wherry.contracts.RowReader} turns a valid event into the values of its row. This package uses neither the Kafka
 * client nor JDBC; only {@link dev.wherry.contracts.warehouse.WarehouseSchema} uses JDBC.
 */
package dev.wherry.contracts;
