/** Retry pauses. */
package dev.wherry.connect.retry;
