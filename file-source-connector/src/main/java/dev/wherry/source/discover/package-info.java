/** Finds files and assigns them to tasks. */
package dev.wherry.source.discover;
