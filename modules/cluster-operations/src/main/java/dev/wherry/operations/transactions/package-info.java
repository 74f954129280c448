/** Transactions that their coordinators have forgotten, and how to end them as they were decided. */
package dev.wherry.operations.transactions;
