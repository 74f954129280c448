/** Retry pauses. */
package dev.wherry.source.retry;
