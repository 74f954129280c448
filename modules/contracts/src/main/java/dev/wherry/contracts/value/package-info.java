/** Converts JSON values to column values, keys and versions. Internal to the contracts module. */
package dev.wherry.contracts.value;
