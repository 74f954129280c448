/** From a directory of contract files to compiled contracts, or to every fault of every file. Used by {@link dev.wherry.contracts.Catalog} alone. */
package dev.wherry.contracts.load;
