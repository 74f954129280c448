/** Finds transactions that their coordinators have forgotten, and ends them with the outcome that was decided. */
package dev.wherry.operations.transactions;
