/** Removes published files from the inbox. */
package dev.wherry.source.disposal;
