/**
 * Loads a directory of contract files into compiled contracts, or reports all faults. Internal to the contracts module.
 */
package dev.wherry.contracts.load;
