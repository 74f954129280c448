/** Where the warehouse is in its database. For everything that opens a connection to it; uses JDBC only. */
package dev.wherry.contracts.warehouse;
