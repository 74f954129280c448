/** Stores, in Connect's offsets, which documents and lines are published. */
package dev.wherry.source.progress;
