/** Discards everything derived from the raw topics, so that the pipeline rebuilds it. */
package dev.wherry.operations.rebuild;
